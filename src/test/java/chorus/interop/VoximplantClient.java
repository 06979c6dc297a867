package chorus.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/// Voximplant's own Java client. The libraries that it was built with are too old to live with ours, so it is loaded
/// apart from them, and used by the names of the vendor's methods and fields.
final class VoximplantClient implements AutoCloseable {
    private static final Path JARS = Path.of("target", "voximplant-client");
    private static final String HOME = "com.voximplant.apiclient.";

    private final URLClassLoader loader;
    private final Object client;

    private VoximplantClient(URLClassLoader loader, Object client) {
        this.loader = loader;
        this.client = client;
    }

    /// @param serviceAccount the file with the key
    static VoximplantClient at(URI api, Path serviceAccount) {
        var loader = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader());
        try {
            var builder = loader.loadClass(HOME + "ClientConfiguration$ClientConfigurationBuilder")
                    .getConstructor()
                    .newInstance();
            invoke(builder, "setCredentialsPath", serviceAccount.toString());
            invoke(builder, "setHttp");
            invoke(builder, "setApiHost", api.getAuthority());
            invoke(builder, "setApiPrefix", "platform_api");
            var configuration = invoke(builder, "build");
            var client = loader.loadClass(HOME + "VoximplantAPIClient")
                    .getConstructor(configuration.getClass())
                    .newInstance(configuration);
            return new VoximplantClient(loader, client);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Voximplant's client cannot be used as it is known.", e);
        }
    }

    /// Calls a method such as `AddRule` with fields such as `RuleName`; a list becomes the API's list.
    Answer call(String method, Map<String, Object> fields) {
        var thread = Thread.currentThread();
        var ours = thread.getContextClassLoader();
        // Its JWT library looks for its other half there.
        thread.setContextClassLoader(loader);
        try {
            var request = loader.loadClass(HOME + "request." + method + "Request")
                    .getConstructor()
                    .newInstance();
            for (var field : fields.entrySet()) {
                var setter = named(request, "set" + field.getKey());
                setter.invoke(request, fitting(setter.getParameterTypes()[0], field.getValue()));
            }
            var name = method.substring(0, 1).toLowerCase(Locale.ROOT) + method.substring(1);
            return new Answer(invoke(client, name, request));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method + " with " + fields + " failed", e);
        } finally {
            thread.setContextClassLoader(ours);
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the client understood of an answer.
    record Answer(Object response) {
        /// Follows a path such as `Result.0.Scenarios.0.ScenarioName`.
        Object at(String path) {
            var value = response;
            for (var step : path.split("\\.", -1)) {
                try {
                    value = Character.isDigit(step.charAt(0))
                            ? Array.get(value, Integer.parseInt(step))
                            : invoke(value, "get" + step);
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError("There is no " + step + " of " + path, e);
                }
            }
            return value;
        }

        long number(String path) {
            return ((Number) at(path)).longValue();
        }

        /// How long a list is.
        int count(String path) {
            return Array.getLength(at(path));
        }
    }

    private Object fitting(Class<?> type, Object value) throws ReflectiveOperationException {
        if (!type.getSimpleName().equals("MultiArgument")) {
            return value;
        }
        return value instanceof Collection<?>
                ? type.getMethod("forMultipleValues", Collection.class).invoke(null, value)
                : type.getMethod("forSingleValue", Object.class).invoke(null, value);
    }

    private static Object invoke(Object target, String method, Object... arguments)
            throws ReflectiveOperationException {
        try {
            return named(target, method).invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(method + " threw", e.getCause());
        }
    }

    private static Method named(Object target, String name) throws NoSuchMethodException {
        return Arrays.stream(target.getClass().getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(name + " of " + target.getClass()));
    }

    private static URL[] jars() {
        if (!Files.isDirectory(JARS)) {
            throw Tool.lacking("Voximplant's client is not in " + JARS + " (mvn dependency:copy@voximplant-client)");
        }
        try (var files = Files.list(JARS)) {
            return files.map(VoximplantClient::url).toArray(URL[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
