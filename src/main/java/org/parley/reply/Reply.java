package org.parley.reply;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * One reply of a model server, read while it arrives. It calls the listener with what may be shown, and knows the rest: how
 * the reply ended, its tokens, an error. Threads may call it at once; the listener is called by one at a time, and must not
 * block. After {@link #finish} it ignores what comes.
 */
public final class Reply {
    private final ReplyListener listener;
    private final Function<Json, ReplyPart> events;
    private final Frames frames = new Frames(this::take);
    private final WholeCharacters thoughts = new WholeCharacters();
    private final WholeCharacters texts = new WholeCharacters();
    private final ThoughtTags tags = new ThoughtTags(new Mended());
    private Ending ending;
    private boolean last;
    private boolean thought;
    private boolean text;
    private boolean received;
    private boolean finished;
    private int promptTokens = -1;
    private int completionTokens = -1;
    private ReplyError error;
    private UnreadableReplyException unreadable;

    /** A reply of which nothing has arrived. */
    public Reply(ReplyFormat format, ReplyListener listener) {
        this.listener = listener;
        this.events = format.events();
    }

    /**
     * Takes the next characters of the body.
     *
     * @throws UnreadableReplyException if they cannot be part of a reply
     */
    public synchronized void feed(char[] chars, int length) throws UnreadableReplyException {
        if (!finished) {
            frames.feed(chars, length);
            check();
        }
    }

    /**
     * The body has ended.
     *
     * @throws UnreadableReplyException if it was no reply
     */
    public synchronized void end() throws UnreadableReplyException {
        if (finished) {
            return;
        }
        frames.end();
        check();
        String noise = frames.noise();
        if (!received && error == null && !noise.isEmpty()) {
            if (noise.startsWith("<")) {
                throw new UnreadableReplyException("a web page instead of an answer", null);
            }
            error = ReplyError.ofText(noise);
        }
    }

    /** Hands on what waited for more, and ignores everything from now on. */
    public synchronized void finish() {
        if (!finished) {
            tags.end();
            flushText();
            flushThought();
            finished = true;
        }
    }

    /** How it ended; empty as long as the server has not said so. */
    public synchronized Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    /** Whether the server said that nothing follows. */
    public synchronized boolean isLast() {
        return last;
    }

    /** Whether anything of an answer has been handed on. */
    public synchronized boolean hasText() {
        return text;
    }

    /** Whether anything of a thought has been handed on. */
    public synchronized boolean hasThought() {
        return thought;
    }

    /** Tokens of the prompt, if the server counts them. */
    public synchronized OptionalInt promptTokens() {
        return promptTokens < 0 ? OptionalInt.empty() : OptionalInt.of(promptTokens);
    }

    /** Tokens of the thought and the answer, if the server counts them. */
    public synchronized OptionalInt completionTokens() {
        return completionTokens < 0 ? OptionalInt.empty() : OptionalInt.of(completionTokens);
    }

    /** The error that ended it. */
    public synchronized Optional<ReplyError> error() {
        return Optional.ofNullable(error);
    }

    private void check() throws UnreadableReplyException {
        if (unreadable != null) {
            throw unreadable;
        }
    }

    private void take(Frames.Frame frame) {
        if (error != null || unreadable != null) {
            return;
        }
        if (frame.done()) {
            last = true;
            return;
        }
        try {
            take(frame.isError() ? errorIn(frame.data()) : events.apply(Json.parse(frame.data())));
        } catch (IOException e) {
            unreadable = new UnreadableReplyException("an event that is no JSON", e);
        }
    }

    private void take(ReplyPart part) {
        received = true;
        if (part.error().isPresent()) {
            error = part.error().get();
            return;
        }
        if (!last) {
            if (!part.thought().isEmpty()) {
                tags.thought(part.thought());
            }
            if (!part.text().isEmpty()) {
                tags.text(part.text());
            }
        }
        if (ending == null || ending == Ending.WHOLE) { // some servers send "stop" in every event
            ending = part.ending().orElse(ending);
        }
        last |= part.last();
        promptTokens = Math.max(promptTokens, part.promptTokens().orElse(-1));
        completionTokens = Math.max(completionTokens, part.completionTokens().orElse(-1));
        if (ending == Ending.FAILED) {
            error = new ReplyError(OptionalInt.empty(), Optional.empty(), false);
        }
    }

    private static ReplyPart errorIn(String data) {
        ReplyError found;
        try {
            found = data.startsWith("{") ? ReplyError.of(Json.parse(data)) : ReplyError.ofText(data);
        } catch (IOException e) {
            found = ReplyError.ofText("");
        }
        return ReplyPart.failed(found);
    }

    private void sayText(String words) {
        if (!words.isEmpty()) {
            text = true;
            listener.onText(words);
        }
    }

    private void sayThought(String words) {
        if (!words.isEmpty()) {
            thought = true;
            listener.onThought(words);
        }
    }

    private void flushText() {
        sayText(texts.end());
    }

    private void flushThought() {
        sayThought(thoughts.end());
    }

    /** Hands on thoughts and texts once their characters are whole. */
    private final class Mended implements ReplyListener {
        @Override
        public void onThought(String piece) {
            sayThought(thoughts.add(piece));
        }

        @Override
        public void onText(String piece) {
            flushThought();
            sayText(texts.add(piece));
        }

        @Override
        public void onTextWasThought() {
            flushText();
            thought |= text;
            text = false;
            listener.onTextWasThought();
        }
    }
}
