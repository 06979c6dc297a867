package chorus.switchboard;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
            "+2090", // Egypt
            "+21289", "+213808", "+21688", // Morocco, Algeria, Tunisia
            "+254900", "+255900", // Kenya, Tanzania
            "+27862", "+27863", "+27864", "+27865", "+27866", "+27867", "+27868", "+27869", // South Africa
            "+30900", "+30901", "+30909", // Greece
            "+31900", "+31906", "+31909", // Netherlands
            "+3290", // Belgium
            "+3389", "+33118", // France
            "+34118", "+34803", "+34806", "+34807", "+34905", "+34907", // Spain
            "+35160", "+351646", "+351648", "+35176", // Portugal
            "+35290", "+423900", // Luxembourg, Liechtenstein
            "+35490", // Iceland
            "+355900", // Albania
            "+35650", "+35790", // Malta, Cyprus
            "+358600", "+358700", // Finland
            "+35990", // Bulgaria
            "+3690", // Hungary
            "+3709", "+37190", "+372900", // Lithuania, Latvia, Estonia
            "+37390", // Moldova
            "+374900", // Armenia
            "+375902", // Belarus
            "+380900", // Ukraine
            "+38190", "+38294", "+38295", // Serbia, Montenegro
            "+38560", "+38561", "+38564", "+38565", "+38569", // Croatia
            "+38690", "+38790", "+38950", // Slovenia, Bosnia and Herzegovina, North Macedonia
            "+3787", // San Marino
            "+39892", "+39894", "+39895", "+39899", // Italy
            "+40900", "+40903", "+40906", // Romania
            "+41900", "+41901", "+41906", // Switzerland
            "+42090", "+42190", // Czechia, Slovakia
            "+4390", "+4393", // Austria
            "+449", "+44871", "+44872", "+44873", "+4470", "+44118", // United Kingdom
            "+4590", // Denmark
            "+46900", "+46939", "+46944", // Sweden
            "+47820", "+47829", // Norway
            "+4870", // Poland
            "+49900", "+49137", "+49118", // Germany
            "+50690", // Costa Rica
            "+51805", // Peru
            "+52900", // Mexico
            "+54600", // Argentina
            "+55900", // Brazil
            "+571900", // Colombia
            "+58900", // Venezuela
            "+598900", // Uruguay
            "+60600", // Malaysia
            "+6119", // Australia
            "+62809", // Indonesia
            "+64900", // New Zealand
            "+651900", // Singapore
            "+661900", // Thailand
            "+7809", // Russia
            "+81990", // Japan
            "+8260", // Korea
            "+841900", // Vietnam
            "+886203", // Taiwan
            "+90900", // Türkiye
            "+92900", // Pakistan
            "+96190", "+96290", // Lebanon, Jordan
            "+966925", // Saudi Arabia
            "+968900", // Oman
            "+971900", // United Arab Emirates
            "+97219", // Israel
            "+97390", // Bahrain
            "+994900"); // Azerbaijan

    /// The exchange 976 in any area of the North American plan.
    private static final Pattern EXCHANGE_976 = Pattern.compile("\\+1\\d{3}976\\d{4}");

    /// Those that only their length tells from ordinary numbers: Ireland's 15xx, which begins as Dublin does, and Hong
    /// Kong's 900.
    private static final Pattern LONG = Pattern.compile("\\+35315\\d{8}|\\+852900\\d{8}");

    /// Directory enquiries of much of Europe.
    private static final Pattern SHORT_118 = Pattern.compile("118\\d{2,3}");

    private PremiumNumbers() {}

    /// Why `to` counts as premium-rate, if it does.
    static Optional<String> rule(String to) {
        if (EXCHANGE_976.matcher(to).matches()) {
            return Optional.of("+1 and exchange 976");
        }
        if (LONG.matcher(to).matches()) {
            return Optional.of("15xx of Ireland or 900 of Hong Kong");
        }
        if (PressedKeys.readings(to).anyMatch(SHORT_118.asMatchPredicate())) {
            return Optional.of("118, directory enquiries");
        }
        return Stream.concat(WORLDWIDE.stream(), NATIONAL.stream())
                .filter(to::startsWith)
                .findFirst();
    }
}
