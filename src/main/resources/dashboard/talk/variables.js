/** @type {import('../ui/field.js').Asked} */
export const VARIABLES = { name: 'contextVariables', label: 'Context variables', kind: 'lines', placeholder: 'customer_name=Ada', help: 'What the agent is told, one a line: name=value. {{name}} in its greeting and prompt stands for the value.' };

/** `name=value`, a line each; numbers and true, false as such. @param {string} text @returns {Record<string, string | number | boolean>} */
export function variablesIn(text) {
  const found = /** @type {Record<string, string | number | boolean>} */ ({});
  for (const line of text.split('\n').map((one) => one.trim()).filter(Boolean)) {
    const at = line.indexOf('=');
    if (at < 1) throw Object.assign(new Error('Validation failed'), { details: [{ field: 'contextVariables', message: `has the line "${line}"; it must be name=value` }] });
    found[line.slice(0, at).trim()] = meant(line.slice(at + 1).trim());
  }
  return found;
}

/** @param {string} value */
function meant(value) {
  if (value === 'true' || value === 'false') return value === 'true';
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/.test(value) ? Number(value) : value;
}
