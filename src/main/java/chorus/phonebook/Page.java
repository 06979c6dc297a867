package chorus.phonebook;

import java.util.List;
import java.util.function.Function;

/// One page of a longer list.
///
/// @param total how many there are in all
public record Page<T>(List<T> items, long total, int limit, int offset) {
    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), total, limit, offset);
    }
}
