package chorus.store;

import chorus.call.Moment;
import chorus.call.Talk;
import java.util.List;

/// A call's timeline as its JSON column has it.
record TalkRow(List<Moment> moments, int omitted) {
    static TalkRow of(Talk talk) {
        return new TalkRow(talk.moments(), talk.omitted());
    }

    Talk talk() {
        return new Talk(moments, omitted);
    }
}
