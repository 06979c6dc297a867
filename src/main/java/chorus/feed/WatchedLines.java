package chorus.feed;

import chorus.phonebook.LineHistories;
import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.PhoneNumbers;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The lines' histories, which tell what was written.
public final class WatchedLines implements LineHistories {
    private final LineHistories histories;
    private final PhoneNumbers numbers;
    private final Feed feed;

    public WatchedLines(LineHistories histories, PhoneNumbers numbers, Feed feed) {
        this.histories = histories;
        this.numbers = numbers;
        this.feed = feed;
    }

    @Override
    public Map<UUID, List<Change>> all() {
        return histories.all();
    }

    @Override
    public void keep(Map<UUID, List<Change>> changed) {
        histories.keep(changed);
        var owners = numbers.owners(changed.keySet());
        changed.forEach((number, history) -> {
            var owner = owners.get(number);
            if (owner != null && !history.isEmpty()) {
                feed.tell(owner, new News.LineChanged(number, history.getFirst()));
            }
        });
    }
}
