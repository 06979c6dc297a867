package chorus.store;

import java.util.Locale;

/// The words of the API and the database, as the constants they stand for: `in-progress` is `IN_PROGRESS`.
final class Words {
    private Words() {}

    static <E extends Enum<E>> E in(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
