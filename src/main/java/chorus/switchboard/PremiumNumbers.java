package chorus.switchboard;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers that cost what their owner asks, and networks beyond all countries that cost as much: the targets of toll
/// fraud, never dialled.
///
/// The prefixes are those that national numbering plans set aside for premium-rate services, directory enquiries and
/// mass calling, and ITU-T E.164's for satellites and international services. A table like this is never complete:
/// it stands beside the refusal of destinations abroad, not in its place.
final class PremiumNumbers {
    private static final List<String> WORLDWIDE =
            List.of("+808", "+870", "+878", "+881", "+882", "+883", "+888", "+979");
    private static final List<String> NATIONAL = List.of(
            "+1900", // NANP
            "+30900", "+30901", "+30909", // Greece
            "+31900", "+31906", "+31909", // Netherlands
            "+3290", // Belgium
            "+3389", "+33118", // France
            "+34118", "+34803", "+34806", "+34807", "+34905", // Spain
            "+35176", // Portugal
            "+358600", "+358700", // Finland
            "+3690", // Hungary
            "+39892", "+39894", "+39895", "+39899", // Italy
            "+41900", "+41901", "+41906", // Switzerland
            "+42090", "+42190", // Czechia, Slovakia
            "+4390", "+4393", // Austria
            "+449", "+44871", "+44872", "+44873", "+4470", "+44118", // United Kingdom
            "+4590", // Denmark
            "+46900", "+46939", "+46944", // Sweden
            "+47820", "+47829", // Norway
            "+4870", // Poland
            "+49900", "+49137", "+49118", // Germany
            "+52900", // Mexico
            "+55900", // Brazil
            "+6119", // Australia
            "+64900", // New Zealand
            "+651900", // Singapore
            "+7809", // Russia
            "+81990", // Japan
            "+90900"); // Türkiye

    /// The exchange 976 in any area of the North American plan.
    private static final Pattern EXCHANGE_976 = Pattern.compile("\\+1\\d{3}976\\d{4}");

    /// Directory enquiries of much of Europe.
    private static final Pattern SHORT_118 = Pattern.compile("118\\d{2,3}");

    private PremiumNumbers() {}

    /// Why `to` counts as premium-rate, if it does.
    static Optional<String> rule(String to) {
        if (EXCHANGE_976.matcher(to).matches()) {
            return Optional.of("+1 and exchange 976");
        }
        if (PressedKeys.readings(to).anyMatch(SHORT_118.asMatchPredicate())) {
            return Optional.of("118, directory enquiries");
        }
        return java.util.stream.Stream.concat(WORLDWIDE.stream(), NATIONAL.stream())
                .filter(to::startsWith)
                .findFirst();
    }
}
