package chorus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Who may know whom. `docs/architecture.md` says why.
class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("chorus");

    /// Each room, and the rooms of ours it may use. `chorus` itself, where `Main` stands, may use all.
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("secret", Set.of()),
            Map.entry("phonebook", Set.of("secret")),
            Map.entry("call", Set.of("phonebook", "secret")),
            Map.entry("audio", Set.of()),
            Map.entry("rtp", Set.of("audio")),
            Map.entry("sip", Set.of()),
            Map.entry("provider", Set.of("call", "phonebook", "audio", "secret")),
            Map.entry(
                    "provider.twilio",
                    Set.of("provider", "call", "phonebook", "audio", "mediastream", "web", "secret")),
            Map.entry(
                    "provider.voximplant",
                    Set.of("provider", "call", "phonebook", "audio", "mediastream", "web", "secret")),
            Map.entry(
                    "provider.browser",
                    Set.of("provider", "call", "phonebook", "audio", "mediastream", "web", "secret")),
            Map.entry("provider.sip", Set.of("provider", "call", "phonebook", "audio", "rtp", "sip", "secret")),
            Map.entry("feed", Set.of("call", "phonebook")),
            Map.entry("webhook", Set.of("call", "phonebook", "secret")),
            Map.entry("mediastream", Set.of("audio")),
            Map.entry("web", Set.of()),
            Map.entry("agent", Set.of("call", "phonebook", "audio", "mediastream", "secret")),
            Map.entry("agent.builtin", Set.of("agent", "audio", "phonebook")),
            Map.entry("switchboard", Set.of("provider", "agent", "call", "phonebook", "audio")),
            Map.entry("store", Set.of("phonebook", "call", "secret")),
            Map.entry("doctor", Set.of("call", "phonebook")),
            Map.entry(
                    "api", Set.of("switchboard", "provider", "doctor", "feed", "call", "phonebook", "secret", "web")));

    /// Rooms that may touch the web toolkit and its event loops.
    private static final Set<String> TOOLKIT = Set.of(
            "",
            "api",
            "web",
            "mediastream",
            "provider.browser",
            "provider.twilio",
            "provider.voximplant",
            "agent",
            "agent.builtin",
            "sip.transport",
            "rtp");

    private static final Set<String> JSON = Set.of(
            "",
            "store",
            "webhook",
            "api",
            "agent",
            "agent.builtin",
            "provider.browser",
            "provider.twilio",
            "provider.voximplant");

    /// Where a secret's value may come out.
    private static final List<String> REVEALERS = List.of(
            "chorus.secret.",
            "chorus.store.",
            "chorus.agent.",
            "chorus.provider.sip.AccountRequests",
            "chorus.provider.sip.SipInviter",
            "chorus.provider.twilio.TwilioSignature",
            "chorus.provider.twilio.TwilioRest",
            "chorus.provider.voximplant.VoximplantRest",
            "chorus.provider.voximplant.ServiceToken",
            "chorus.provider.voximplant.SecretsStep",
            "chorus.provider.voximplant.SignedRequest",
            "chorus.provider.voximplant.SessionControl",
            "chorus.api.KeyActions",
            "chorus.api.BrowserCallActions",
            "chorus.api.Cookie",
            "chorus.webhook.Signature",
            "chorus.Welcome",
            "chorus.KeysCommand",
            "chorus.RemoteServer");

    @TestFactory
    List<DynamicTest> eachRoomUsesOnlyWhatItMay() {
        return MAY_USE.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room.getKey(),
                        () -> noClasses()
                                .that(liveIn(Set.of(room.getKey())))
                                .should()
                                .dependOnClassesThat(areOursOutside(room.getKey(), room.getValue()))
                                .allowEmptyShould(true)
                                .check(HOUSE)))
                .toList();
    }

    @Test
    void everyRoomIsOnThePlan() {
        noClasses()
                .should(
                        new com.tngtech.archunit.lang.ArchCondition<JavaClass>(
                                "live in a room that is not on the plan") {
                            @Override
                            public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                                var room = room(type);
                                if (!room.isEmpty() && !MAY_USE.containsKey(room)) {
                                    events.add(com.tngtech.archunit.lang.SimpleConditionEvent.satisfied(
                                            type, type.getName() + " lives in " + room));
                                }
                            }
                        })
                .check(HOUSE);
    }

    @Test
    void onlyTheEdgesTouchTheWebToolkit() {
        noClasses()
                .that(liveOutside(TOOLKIT))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "io.vertx..")
                .check(HOUSE);
    }

    @Test
    void dnsStaysWithTheLocator() {
        noClasses()
                .that(liveOutside(Set.of("sip.locate")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.xbill..")
                .check(HOUSE);
    }

    @Test
    void jdbcStaysInTheStore() {
        noClasses()
                .that(liveOutside(Set.of("store")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..", "org.postgresql..")
                .check(HOUSE);
    }

    @Test
    void jsonStaysAtTheEdges() {
        noClasses()
                .that(liveOutside(JSON))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..")
                .check(HOUSE);
    }

    @Test
    void secretsAreRevealedOnlyWhereTheyMustBe() {
        noClasses()
                .that(new DescribedPredicate<>("are not on the list of revealers") {
                    @Override
                    public boolean test(JavaClass type) {
                        return REVEALERS.stream().noneMatch(type.getName()::startsWith);
                    }
                })
                .should()
                .callMethod(chorus.secret.Secret.class, "reveal")
                .check(HOUSE);
    }

    @Test
    void noRoomsGoInCircles() {
        slices().matching("chorus.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    private static DescribedPredicate<JavaClass> liveIn(Set<String> rooms) {
        return new DescribedPredicate<>("live in " + rooms) {
            @Override
            public boolean test(JavaClass type) {
                return rooms.contains(room(type));
            }
        };
    }

    private static DescribedPredicate<JavaClass> liveOutside(Set<String> rooms) {
        return DescribedPredicate.not(new DescribedPredicate<>("live in " + rooms) {
            @Override
            public boolean test(JavaClass type) {
                return rooms.contains(room(type)) || rooms.contains(packageBelowChorus(type));
            }
        });
    }

    private static DescribedPredicate<JavaClass> areOursOutside(String home, Set<String> allowed) {
        return new DescribedPredicate<>("are ours, outside " + home + " and " + allowed) {
            @Override
            public boolean test(JavaClass type) {
                var ours = type.getPackageName().equals("chorus")
                        || type.getPackageName().startsWith("chorus.");
                return ours && !room(type).equals(home) && !allowed.contains(room(type));
            }
        };
    }

    /// The room a class lives in: `sip` for all of SIP's layers, `provider.sip` for a provider, empty for the entrance.
    private static String room(JavaClass type) {
        var below = packageBelowChorus(type);
        return below.startsWith("provider.") || below.equals("agent.builtin") ? below : below.split("\\.", 2)[0];
    }

    private static String packageBelowChorus(JavaClass type) {
        var name = type.getPackageName();
        return name.equals("chorus") ? "" : name.substring("chorus.".length());
    }
}
