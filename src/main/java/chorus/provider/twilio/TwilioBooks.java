package chorus.provider.twilio;

import chorus.phonebook.LineHistories;
import chorus.phonebook.Takeovers;

/// What is written down of numbers at Twilio.
///
/// @param takeovers how they stood before they were pointed at us
/// @param histories what became of their lines
public record TwilioBooks(Takeovers takeovers, LineHistories histories) {}
