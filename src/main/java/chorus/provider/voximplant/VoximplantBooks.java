package chorus.provider.voximplant;

import chorus.call.NetworkCosts;
import chorus.call.NetworkSessions;
import chorus.phonebook.Installations;
import chorus.phonebook.LineHistories;

/// What is written down of numbers at Voximplant and their calls.
///
/// @param installations what we have put into accounts
/// @param histories     what became of lines
/// @param costs         what Voximplant charged
/// @param sessions      calls there whose end was not told yet
public record VoximplantBooks(
        Installations installations, LineHistories histories, NetworkCosts costs, NetworkSessions sessions) {}
