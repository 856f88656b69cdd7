package talkspurt.media.agent;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import talkspurt.media.agent.ReplySegment.Kind;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Filler;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder.Part;

/**
 * The order in which the parts of a reply, words for waits and an apology are heard. While one
 * sentence is played the next is asked for. Where sound is wanted and does not come in time there are
 * words for the wait, and at last an apology. Not thread-safe.
 *
 * <p>Before the reply is granted only its first sentence is made ready, and nothing is done that
 * could be noticed.
 */
final class ReplySequencer {

  /** What becomes of a part: asked for, and told, on the stream's thread. */
  interface Mouth {

    /** A sentence is synthesised when the source is run; all else happens when it is made. */
    Source<TtsPiece, NotUsed> speech(Part part);

    /** Words for a wait, synthesised when the source is run. */
    Source<TtsPiece, NotUsed> filler(String words);

    /** An agent failed, and what comes is of another. */
    void gaveWay(ProviderFailure failure);

    /**
     * What is said in place of the rest of the reply.
     *
     * @param waitedFor for whom the caller was kept waiting too long; empty where the voice broke off
     */
    Source<TtsPiece, NotUsed> apology(Optional<String> waitedFor);
  }

  /** The stream of the agent's parts, the voices and playback. */
  interface Streams {

    /** Whether playback waits for a piece. */
    boolean wanted();

    /** Gives playback the piece that it waits for. */
    void give(TtsPiece piece);

    /** The reply is over. */
    void complete();

    /** Whether playback takes no more. */
    boolean closed();

    /** Whether no more parts come. */
    boolean agentDone();

    /** Asks for one part more, unless it was asked for or none will come. */
    void askAgent();

    /** No more parts are wanted. */
    void cancelAgent();

    /** Runs a voice, which tells the segment what it gives. */
    ReplySegment.Feed run(Source<TtsPiece, NotUsed> voice, ReplySegment segment);

    /** Tells when playback has waited for so long, unless that is being timed. */
    void time(Duration patience);

    /** Playback does not wait any more. */
    void stopTimer();
  }

  /** For whom a caller may wait. */
  static final String VOICE = "voice";

  private static final String AGENT = "agent";

  /** Whether the caller is owed an apology. */
  private enum Excuse {
    /** Nothing has gone wrong, or what came after it was whole. */
    NONE,
    /** The last sentence broke off: so far that is to be excused at the end. */
    OWED,
    /** It is made in place of the rest of the reply, once. */
    MADE
  }

  /** Parts that wait for their turn, so that thoughts are known for such before they are said. */
  private static final int MAX_WAITING = 64;

  private final Streams streams;
  private final Mouth mouth;
  private final FillerHooks waits;
  private final Filler filler;
  private final Deque<ReplySegment> segments = new ArrayDeque<>();
  private final Deque<Part> waiting = new ArrayDeque<>();
  private Optional<Part> errand = Optional.empty();
  private boolean allowed;
  private Excuse excuse = Excuse.NONE;
  private Duration patience;

  ReplySequencer(Streams streams, Mouth mouth, FillerHooks waits, Filler filler) {
    this.streams = streams;
    this.mouth = mouth;
    this.waits = waits;
    this.filler = filler;
    this.patience = filler.after();
  }

  /** The reply is wanted. */
  void allow(TurnCommitted grant) {
    allowed = true;
    patience = grant.patience();
  }

  /** The agent's next part. */
  void arrived(Part part) {
    if (part instanceof Part.Retract thoughts) {
      retract(thoughts.sentences());
    } else {
      waiting.addLast(part);
    }
  }

  /** The last sentences are not to be heard: what of them is being said stops. */
  private void retract(int sentences) {
    int left = sentences;
    Iterator<Part> untaken = waiting.descendingIterator();
    while (left > 0 && untaken.hasNext()) {
      if (untaken.next() instanceof Part.Say) {
        untaken.remove();
        left--;
      }
    }
    List<ReplySegment> taken =
        segments.stream().filter(segment -> segment.kind() == Kind.SENTENCE).toList();
    for (ReplySegment segment : taken.subList(Math.max(0, taken.size() - left), taken.size())) {
      segment.retract();
      if (!segment.begun()) {
        segments.remove(segment);
      }
    }
  }

  /** A voice gave a piece. */
  void spoken(ReplySegment segment, TtsPiece piece) {
    if (segment.add(piece) && segment.kind() == Kind.SENTENCE) {
      waits.sounded();
    }
    serve();
  }

  /** A voice gives no more. */
  void ended(ReplySegment segment) {
    segment.end();
    serve();
  }

  /** Gives what is there, if anything is wanted, and sees to it that more will come. */
  void serve() {
    do {
      while (streams.wanted() && step()) {
        // what was done may have made room for more
      }
      if (streams.closed()) {
        return;
      }
    } while (takeNext());
    if (waiting.size() < MAX_WAITING && excuse != Excuse.MADE) {
      streams.askAgent();
    }
    if (streams.wanted() && allowed) {
      streams.time(patience);
    }
  }

  private boolean step() {
    dropFillerThatIsLate();
    ReplySegment first = segments.peek();
    return first == null ? nothingToSay() : step(first);
  }

  private boolean step(ReplySegment first) {
    return switch (first.next()) {
      case PIECE -> {
        give(first.take());
        yield true;
      }
      case RETRIED -> true;
      case WAIT -> false;
      case OVER -> {
        segments.remove();
        if (first.kind() == Kind.SENTENCE) {
          heard(first.failed() ? Excuse.OWED : Excuse.NONE);
        }
        yield true;
      }
    };
  }

  private void heard(Excuse now) {
    excuse = excuse == Excuse.MADE ? Excuse.MADE : now;
  }

  private void give(TtsPiece piece) {
    if (piece instanceof TtsPiece.Sound) {
      streams.stopTimer();
      patience = filler.after();
    }
    streams.give(piece);
  }

  private boolean nothingToSay() {
    if (errand.isPresent() && allowed) {
      Part part = errand.get();
      errand = Optional.empty();
      if (part instanceof Part.Failed) {
        heard(Excuse.NONE);
      }
      add(Kind.OTHER_PART, mouth.speech(part), true);
      return true;
    }
    if (errand.isEmpty() && waiting.isEmpty() && streams.agentDone()) {
      if (excuse != Excuse.OWED) {
        streams.complete();
      } else if (allowed) {
        apologise(Optional.empty());
        return true;
      }
    }
    return false;
  }

  private void apologise(Optional<String> waitedFor) {
    excuse = Excuse.MADE;
    add(Kind.APOLOGY, mouth.apology(waitedFor), true);
  }

  private void add(Kind kind, Source<TtsPiece, NotUsed> voice, boolean wanted) {
    ReplySegment segment = segment(kind, voice, wanted);
    segments.addLast(segment);
    segment.ask();
  }

  private ReplySegment segment(Kind kind, Source<TtsPiece, NotUsed> voice, boolean wanted) {
    return new ReplySegment(kind, asked -> streams.run(voice, asked), wanted);
  }

  /** One sentence ahead at most; none before the one that is wanted has begun to sound. */
  private boolean takeNext() {
    if (!room() || errand.isPresent() || excuse == Excuse.MADE || waiting.isEmpty()) {
      return false;
    }
    Part part = waiting.removeFirst();
    if (part instanceof Part.Say) {
      waits.agentSpoke();
      add(Kind.SENTENCE, mouth.speech(part), segments.isEmpty());
    } else if (part instanceof Part.GaveWay first) {
      mouth.gaveWay(first.failure());
    } else {
      errand = Optional.of(part);
    }
    return true;
  }

  private boolean room() {
    long spoken =
        segments.stream().filter(segment -> segment.kind() != Kind.FILLER).count();
    if (spoken == 1 && allowed) {
      ReplySegment last = segments.getLast();
      return last.sounds() && last.kind() != Kind.FILLER;
    }
    return spoken == 0;
  }

  /** Words for a wait that is over before they sound are not wanted. */
  private void dropFillerThatIsLate() {
    ReplySegment first = segments.peek();
    boolean unheard = first != null && !first.sounds() && !first.begun();
    if (unheard && first.kind() == Kind.FILLER && soundsBehindFirst()) {
      segments.remove().cancel();
    }
  }

  private boolean soundsBehindFirst() {
    return segments.stream().skip(1).anyMatch(ReplySegment::sounds);
  }

  /** Playback has waited too long. */
  void waited() {
    if (!streams.wanted()) {
      return;
    }
    patience = filler.after();
    ReplySegment first = segments.peek();
    boolean midway = first != null && first.begun();
    if (midway) {
      first.breakOff();
    }
    if (!midway || !soundsBehindFirst()) {
      fill(first == null ? AGENT : VOICE);
    }
    serve();
  }

  private void fill(String waitsFor) {
    Optional<String> words = waits.filler(waitsFor);
    if (words.isPresent()) {
      fillWith(words.get());
    } else if (!filler.words().isEmpty() && excuse != Excuse.MADE) {
      giveUp(waitsFor);
    }
  }

  /** Behind what has begun, in place of a filler that has not. */
  private void fillWith(String words) {
    ReplySegment wait = segment(Kind.FILLER, mouth.filler(words), true);
    ReplySegment first = segments.peek();
    if (first != null && first.begun()) {
      segments.remove();
      segments.addFirst(wait);
      segments.addFirst(first);
    } else {
      if (first != null && first.kind() == Kind.FILLER) {
        segments.remove().cancel();
      }
      segments.addFirst(wait);
    }
    wait.ask();
  }

  private void giveUp(String waitedFor) {
    segments.stream().filter(segment -> !segment.begun()).forEach(ReplySegment::cancel);
    segments.removeIf(segment -> !segment.begun());
    errand = Optional.empty();
    waiting.clear();
    streams.cancelAgent();
    apologise(Optional.of(waitedFor));
  }
}
