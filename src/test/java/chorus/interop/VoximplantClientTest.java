package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.voximplant.ApiFault;
import chorus.fake.voximplant.VoximplantCloud;
import chorus.interop.VoximplantClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our stand-in for Voximplant's management API, used by Voximplant's own client.
class VoximplantClientTest {
    private static final Map<String, Object> REGION = Map.of("CountryCode", "US", "PhoneCategoryName", "GEOGRAPHIC");

    private final VoximplantCloud cloud = VoximplantCloud.start();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void setsUpAnApplicationWithAScenarioARuleAndANumber() {
        try (var client = client()) {
            var number = cloud.account().has("+12025550100");
            var application = client.call("AddApplication", Map.of("ApplicationName", "voice"));
            assertThat(application.at("ApplicationName")).isEqualTo("voice.acme.n1.voximplant.com");
            var id = application.number("ApplicationId");
            var script = "const greeting = 'grüß Gott';";
            var scenario = client.call("AddScenario", Map.of("ScenarioName", "hello", "ScenarioScript", script))
                    .number("ScenarioId");
            var rule = client.call(
                            "AddRule",
                            Map.of(
                                    "ApplicationId",
                                    id,
                                    "RuleName",
                                    "in",
                                    "RulePattern",
                                    "12025550100",
                                    "ScenarioId",
                                    scenario))
                    .number("RuleId");
            client.call(
                    "BindPhoneNumberToApplication",
                    Map.of("PhoneId", number.id(), "ApplicationId", id, "RuleId", rule));

            var read = client.call("GetScenarios", Map.of("ScenarioId", scenario, "WithScript", true));
            assertThat(read.at("Result.0.ScenarioScript")).isEqualTo(script);
            assertThat(client.call("GetApplications", Map.of("WithRules", true)).number("TotalCount"))
                    .isEqualTo(1);
            var rules = client.call(
                    "GetRules", Map.of("ApplicationId", id, "Template", "12025550100", "WithScenarios", true));
            assertThat(rules.at("Result.0.Scenarios.0.ScenarioName")).isEqualTo("hello");
            var bound = client.call("GetPhoneNumbers", Map.of("PhoneTemplate", "1202"));
            assertThat(bound.number("Result.0.RuleId")).isEqualTo(rule);
            assertThat(bound.at("Result.0.ApplicationName")).isEqualTo("voice");
        }
    }

    @Test
    void theFirstRuleThatMatchesIsTheOneThatCounts() {
        try (var client = client()) {
            var application = cloud.account().hasApplication("foreign", ".*", "");
            var first = application.rules().getFirst();
            var scenario =
                    client.call("AddScenario", Map.of("ScenarioName", "mine")).number("ScenarioId");
            var rule = client.call(
                            "AddRule",
                            Map.of(
                                    "ApplicationId",
                                    application.id(),
                                    "RuleName",
                                    "exact",
                                    "RulePattern",
                                    "12025550100",
                                    "ScenarioId",
                                    scenario))
                    .number("RuleId");
            assertThat(application.ruleFor("12025550100")).contains(first);
            client.call("ReorderRules", Map.of("RuleId", List.of(rule, first.id())));
            assertThat(application.ruleFor("12025550100").orElseThrow().name()).isEqualTo("exact");
            client.call(
                    "BindScenario",
                    Map.of("ScenarioId", scenario, "RuleId", rule, "ApplicationId", application.id(), "Bind", false));
            assertThat(error(client.call("StartScenarios", Map.of("RuleId", rule))))
                    .isEqualTo(ApiFault.RULE_NO_SCENARIO_BOUND.code());
            client.call("DelRule", Map.of("RuleId", rule));
            assertThat(application.rules()).containsExactly(first);
        }
    }

    @Test
    void aSessionThatWasStartedIsFoundInTheHistoryByItsCustomData() {
        try (var client = client()) {
            var rule = cloud.account()
                    .hasApplication("foreign", ".*", "VoxEngine.terminate();")
                    .rules()
                    .getFirst();
            var started = client.call("StartScenarios", Map.of("RuleId", rule.id(), "ScriptCustomData", "a-token"));
            assertThat((String) started.at("MediaSessionAccessSecureUrl")).contains("/request/");
            var found =
                    client.call("GetCallHistory", Map.of("CallSessionHistoryCustomData", "a-token", "WithCalls", true));
            assertThat(found.count("Result")).isEqualTo(1);
            assertThat(found.at("Result.0.CustomData")).isEqualTo("a-token");
            assertThat(client.call("GetCallHistory", Map.of("CallSessionHistoryCustomData", "another"))
                            .count("Result"))
                    .isZero();
        }
    }

    @Test
    void numbersAreFoundPricedAndRented() {
        try (var client = client()) {
            cloud.sale().sells("+12175550111", "+12175550112").price("2.00", "1.00");
            cloud.account().balance("3.50");
            var country = client.call("GetPhoneNumberCategories", Map.of("CountryCode", "US"));
            assertThat(country.at("Result.0.CanListPhoneNumbers")).isEqualTo(true);
            var region = client.call("GetPhoneNumberRegions", with(REGION, "CountryState", "IL"));
            assertThat(region.at("Result.0.PhonePrice")).hasToString("2.00");
            var inRegion = with(REGION, "PhoneRegionId", region.at("Result.0.PhoneRegionId"));
            var offered = client.call("GetNewPhoneNumbers", inRegion);
            assertThat(offered.number("TotalCount")).isEqualTo(2);
            var first = with(inRegion, "PhoneNumber", offered.at("Result.0.PhoneNumber"));
            assertThat(client.call("AttachPhoneNumber", first).at("PhoneNumbers.0.PhoneNumber"))
                    .isEqualTo("12175550111");
            var second = with(inRegion, "PhoneNumber", "12175550112");
            assertThat(error(client.call("AttachPhoneNumber", second))).isEqualTo(ApiFault.INSUFFICIENT_MONEY.code());
        }
    }

    @Test
    void errorsHaveTheVendorsCodes() {
        try (var client = client()) {
            cloud.account().hasApplication("taken", ".*", "");
            assertThat(error(client.call("AddApplication", Map.of("ApplicationName", "taken"))))
                    .isEqualTo(ApiFault.APPLICATION_NAME_ISNT_UNIQUE.code());
            assertThat(error(client.call("AddApplication", Map.of("ApplicationName", "Not a name"))))
                    .isEqualTo(ApiFault.INVALID_APPLICATION_NAME.code());
            assertThat(error(client.call("SetScenarioInfo", Map.of("ScenarioId", 1L))))
                    .isEqualTo(ApiFault.INVALID_SCENARIO_ID.code());
            cloud.troubles().refuse("GetAccountInfo", ApiFault.RATE_LIMIT_EXCEED, 1);
            assertThat(error(client.call("GetAccountInfo", Map.of()))).isEqualTo(ApiFault.RATE_LIMIT_EXCEED.code());
            assertThat(client.call("GetAccountInfo", Map.of()).number("Result.AccountId"))
                    .isEqualTo(cloud.account().id());
            assertThat(cloud.asked("GetAccountInfo")).isEqualTo(2);
        }
    }

    @Test
    void aServiceAccountMustBeKnownSignByItsKeyAndHaveRoles() {
        var revoked = cloud.account().serviceAccount();
        cloud.account().revoke(revoked);
        var known = cloud.account().serviceAccount();
        var forged = cloud.account().serviceAccount().file().replaceFirst("\"k[^\"]*\"", "\"" + known.keyId() + "\"");
        try (var withRevoked = client(revoked.file());
                var withForged = client(forged);
                var powerless = client(cloud.account().serviceAccount(false).file())) {
            for (var client : List.of(withRevoked, withForged, powerless)) {
                assertThat(error(client.call("GetApplications", Map.of())))
                        .isEqualTo(ApiFault.AUTHORIZATION_FAILED.code());
            }
            assertThat(powerless.call("GetAccountInfo", Map.of()).at("Error")).isNull();
        }
    }

    private static long error(Answer answer) {
        return answer.number("Error.Code");
    }

    private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
        var more = new HashMap<>(fields);
        more.put(name, value);
        return more;
    }

    private VoximplantClient client() {
        return client(cloud.account().serviceAccount().file());
    }

    private VoximplantClient client(String serviceAccount) {
        try {
            var file = Files.createTempFile(folder, "service-account", ".json");
            return VoximplantClient.at(cloud.apiUrl(), Files.writeString(file, serviceAccount));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
