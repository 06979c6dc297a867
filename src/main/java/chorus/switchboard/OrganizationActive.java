package chorus.switchboard;

import chorus.call.Refusal;
import chorus.phonebook.PhoneNumbers.Listing;

/// The number's owner may use the service.
final class OrganizationActive implements Check {
    private static final String CHECK = "organization active";

    @Override
    public Finding look(Listing listing) {
        var organization = listing.organization();
        return organization.active()
                ? Finding.passed(CHECK, organization.name(), "active")
                : Finding.refused(CHECK, organization.name(), "not active", Refusal.ORGANIZATION_INACTIVE);
    }
}
