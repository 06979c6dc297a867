package chorus.switchboard;

import chorus.call.Forecast;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Specimen;
import java.util.Optional;
import java.util.function.Predicate;

/// Says what would become of calls that did not come.
public interface Forecasts {
    /// Empty where no provider can judge such a message. Nothing is sent, kept or counted.
    ///
    /// @param visible whose numbers may be told of: all others are as if they were not here
    Optional<Forecast> forecast(Specimen specimen, Predicate<PhoneNumber> visible);
}
