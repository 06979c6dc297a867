package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Where numbers are found and bought: categories of a country, regions of a category with their price, numbers of a
/// region. Sells American numbers of one state.
public final class SaleDesk implements Desk {
    private static final String COUNTRY = "US";
    private static final String STATE = "IL";
    private static final long REGION = 1100;
    private static final String MONTH = "0-1-0 0:0:0";

    private final List<String> stock = new CopyOnWriteArrayList<>();
    private volatile BigDecimal monthly = new BigDecimal("1.15");
    private volatile BigDecimal installation = new BigDecimal("0.50");

    /// @param e164 with their plus, or digits alone
    public SaleDesk sells(String... e164) {
        stock.addAll(List.of(e164).stream().map(VoximplantAccount::digits).toList());
        return this;
    }

    public SaleDesk price(String aMonth, String atFirst) {
        monthly = new BigDecimal(aMonth);
        installation = new BigDecimal(atFirst);
        return this;
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "GetPhoneNumberCategories", (_, ask) -> categories(ask),
                "GetPhoneNumberCountryStates", (_, ask) -> states(ask),
                "GetPhoneNumberRegions", (_, ask) -> regions(ask),
                "GetNewPhoneNumbers", (_, ask) -> numbers(ask),
                "AttachPhoneNumber", this::buy);
    }

    private static ObjectNode categories(Ask ask) {
        var answer = JSON.createObjectNode();
        var countries = answer.putArray("result");
        if (ask.list("country_code").isEmpty() || ask.list("country_code").contains(COUNTRY)) {
            var country = countries
                    .addObject()
                    .put("country_code", COUNTRY)
                    .put("localized_country_name", "United States")
                    .put("phone_prefix", "1")
                    .put("can_list_phone_numbers", true);
            country.putArray("phone_categories")
                    .addObject()
                    .put("phone_category_name", "GEOGRAPHIC")
                    .put("country_has_states", true)
                    .put("localized_phone_category_name", "Geographic");
        }
        return answer;
    }

    private static ObjectNode states(Ask ask) {
        known(ask);
        var answer = JSON.createObjectNode();
        answer.putArray("result").addObject().put("country_state", STATE).put("country_state_name", "Illinois");
        return answer;
    }

    private ObjectNode regions(Ask ask) {
        known(ask);
        var answer = JSON.createObjectNode();
        var region = answer.putArray("result")
                .addObject()
                .put("phone_region_id", REGION)
                .put("phone_region_name", "Springfield, IL")
                .put("phone_region_code", "217")
                .put("phone_count", stock.size())
                .put("is_need_regulation_address", false)
                .put("is_sms_supported", false);
        priced(region).put("account_price", monthly).put("account_installation_price", installation);
        region.put("account_currency", "USD").put("local_price", monthly).put("local_currency", "USD");
        return answer;
    }

    private ObjectNode numbers(Ask ask) {
        known(ask);
        inRegion(ask);
        var mask = ask.text("phone_number_mask").orElse("*").replace("*", ".*").replace("?", ".");
        var found = stock.stream().filter(one -> one.matches(mask)).toList();
        return Desk.listed(
                ask,
                found,
                one -> priced(JSON.createObjectNode()
                        .put("phone_id", 0)
                        .put("phone_number", one)
                        .put("phone_country_code", COUNTRY)
                        .put("phone_category_name", "GEOGRAPHIC")
                        .put("phone_region_name", "Springfield, IL")));
    }

    private ObjectNode priced(ObjectNode item) {
        return item.put("phone_price", monthly)
                .put("phone_installation_price", installation)
                .put("phone_tax_reserve", 0)
                .put("phone_installation_tax_reserve", 0)
                .put("phone_period", MONTH);
    }

    private ObjectNode buy(VoximplantAccount account, Ask ask) {
        known(ask);
        inRegion(ask);
        var wanted = ask.text("phone_number").isPresent()
                ? ask.list("phone_number")
                : stock.stream().limit(ask.id("phone_count").orElse(0L)).toList();
        if (wanted.isEmpty() || !stock.containsAll(wanted)) {
            throw ApiFault.NO_PHONES_IN_STOCK.refused();
        }
        account.pay(monthly.add(installation).multiply(BigDecimal.valueOf(wanted.size())));
        stock.removeAll(wanted);
        var answer = Desk.done();
        var bought = answer.putArray("phone_numbers");
        wanted.stream()
                .map(account::has)
                .forEach(one -> bought.addObject().put("phone_id", one.id()).put("phone_number", one.digits()));
        return answer;
    }

    private static void known(Ask ask) {
        if (!ask.needed("country_code").equals(COUNTRY)) {
            throw ApiFault.INVALID_COUNTRY_CODE.refused();
        }
        if (!ask.needed("phone_category_name").equals("GEOGRAPHIC")) {
            throw ApiFault.INVALID_PHONE_CATEGORY_NAME.refused();
        }
    }

    private static void inRegion(Ask ask) {
        if (ask.id("phone_region_id").orElse(0L) != REGION) {
            throw ApiFault.INVALID_PHONE_REGION_ID.refused();
        }
    }
}
