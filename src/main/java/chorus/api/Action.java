package chorus.api;

/// What an operation of the document does. It may block: each request has a virtual thread of its own.
interface Action {
    Answer answer(Request request);
}
