package chorus.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Whether we want a stream encrypted, and our keys for it.
///
/// @param keys one for each suite, best first; none for [Wish#PLAIN]
public record Security(Wish wish, List<Crypto> keys) {
    /// Sound in the clear.
    public static final Security NONE = new Security(Wish.PLAIN, List.of());

    /// What we take and offer.
    public enum Wish {
        /// RTP/AVP only.
        PLAIN,
        /// Encrypted when the far side can: offered as RTP/AVP with `a=crypto`.
        EITHER,
        /// RTP/SAVP only.
        ENCRYPTED
    }

    /// The pair of keys that an offer and its answer chose.
    ///
    /// @param ours   for what we send
    /// @param theirs for what they send
    public record Chosen(Crypto ours, Crypto theirs) {
        /// Whether the far side has changed its key since.
        public boolean hasOtherKeyThan(Chosen before) {
            return !theirs.hasKeyOf(before.theirs);
        }
    }

    public Security {
        keys = List.copyOf(keys);
        if (keys.isEmpty() != (wish == Wish.PLAIN)) {
            throw new IllegalArgumentException("Encryption needs keys, and sound in the clear none.");
        }
    }

    /// With new keys.
    ///
    /// @param random a secure one
    public static Security of(Wish wish, RandomGenerator random) {
        return wish == Wish.PLAIN ? NONE : new Security(wish, Crypto.fresh(random));
    }

    /// The same and one more line, which is the first to be looked at.
    public Security with(Crypto line) {
        var lines = new ArrayList<>(List.of(line));
        lines.addAll(keys);
        return new Security(wish, lines);
    }

    boolean encrypts() {
        return wish != Wish.PLAIN;
    }

    /// Our key for the first line of an offer that we can keep.
    Optional<Chosen> answer(Media offered) {
        return usable(offered).stream()
                .flatMap(theirs -> keys.stream()
                        .filter(ours -> ours.suite() == theirs.suite())
                        .limit(1)
                        .map(ours -> new Chosen(ours.tagged(theirs.tag()), theirs)))
                .findFirst();
    }

    /// The keys of an answer: its one line names the tag and suite of one of ours.
    Optional<Chosen> accept(Media answered) {
        var lines = usable(answered);
        return lines.size() != 1 || lines(answered) != 1
                ? Optional.empty()
                : keys.stream()
                        .filter(ours -> ours.tag() == lines.getFirst().tag()
                                && ours.suite() == lines.getFirst().suite())
                        .map(ours -> new Chosen(ours, lines.getFirst()))
                        .findFirst();
    }

    static boolean isMarked(Media media) {
        return lines(media) > 0;
    }

    /// Tags and suites of its keys, and nothing of the keys.
    static String suites(Media media) {
        return media.attributes().stream()
                .filter(each -> each.name().equals("crypto"))
                .limit(4)
                .map(each -> String.join(
                        " ",
                        List.of(each.value().strip().split("\\s+", 3)).stream()
                                .limit(2)
                                .toList()))
                .collect(Collectors.joining(", "));
    }

    private static long lines(Media media) {
        return media.attributes().stream()
                .filter(each -> each.name().equals("crypto"))
                .count();
    }

    private static List<Crypto> usable(Media media) {
        return media.attributes().stream()
                .filter(each -> each.name().equals("crypto"))
                .limit(20)
                .flatMap(each -> Crypto.parse(each.value()).stream())
                .toList();
    }
}
