package chorus.provider.voximplant;

/// The names of what is noted of an installation, and of a number in it.
final class Marks {
    static final String APPLICATION = "application";
    /// The application was made by us, and may be removed when nothing else is in it.
    static final String APPLICATION_MADE = "applicationMade";
    /// The address that the secrets were set to.
    static final String SECRETS = "secrets";
    static final String SCENARIO = "scenario";
    static final String SCENARIO_HASH = "scenarioHash";
    static final String OUT_RULE = "outRule";

    static final String PHONE = "phone";
    static final String IN_RULE = "inRule";
    static final String BOUND = "bound";
    /// What a number was bound to that was taken over: the application's id, and the rule's behind a slash.
    static final String BEFORE = "before";

    private Marks() {}
}
