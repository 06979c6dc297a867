package chorus.feed;

/// One piece of news, with its place in the order of its organization's.
///
/// @param id what a watcher names to go on behind this one
public record Event(String id, News news) {}
