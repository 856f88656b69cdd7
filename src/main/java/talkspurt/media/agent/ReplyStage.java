package talkspurt.media.agent;

import akka.NotUsed;
import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.javadsl.Source;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Filler;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder.Part;

/**
 * Has the parts of a reply spoken one after the other. While one sentence is played the next is asked
 * for, and of that no more is read than its first sound. Where sound is wanted and does not come it
 * puts in words for the wait, and at last apologises.
 *
 * <p>Before the reply is granted only its first sentence is made ready, and nothing is done that
 * could be noticed.
 */
final class ReplyStage extends GraphStage<FlowShape<Part, TtsPiece>> {

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

  /** For whom a caller may wait. */
  static final String VOICE = "voice";

  private static final String AGENT = "agent";

  /** What of a sentence is read before its first sound, for voices that tell word times ahead. */
  private static final int MAX_UNHEARD = 512;

  /** Parts that wait for their turn, so that thoughts are known for such before they are said. */
  private static final int MAX_WAITING = 64;

  private final Inlet<Part> in = Inlet.create("reply.in");
  private final Outlet<TtsPiece> out = Outlet.create("reply.out");
  private final Mouth mouth;
  private final FillerHooks waits;
  private final Filler filler;
  private final CompletableFuture<TurnCommitted> granted;

  ReplyStage(
      Mouth mouth, FillerHooks waits, Filler filler, CompletableFuture<TurnCommitted> granted) {
    this.mouth = mouth;
    this.waits = waits;
    this.filler = filler;
    this.granted = granted;
  }

  @Override
  public FlowShape<Part, TtsPiece> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Speaking();
  }

  private final class Speaking extends TimerGraphStageLogic {

    private static final String WAITED = "waited";
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Deque<Part> waiting = new ArrayDeque<>();
    private Optional<Part> errand = Optional.empty();
    private boolean allowed;
    private boolean broken;
    private boolean givenUp;
    private Duration patience = filler.after();

    Speaking() {
      super(shape());
      setHandler(in, new AbstractInHandler() {
        @Override
        public void onPush() {
          arrived(grab(in));
          serve();
        }

        @Override
        public void onUpstreamFinish() {
          serve();
        }
      });
      setHandler(out, new AbstractOutHandler() {
        @Override
        public void onPull() {
          serve();
        }
      });
    }

    @Override
    public void preStart() {
      if (granted.isDone() && !granted.isCompletedExceptionally()) {
        allow(granted.join());
      } else {
        AsyncCallback<TurnCommitted> later = createAsyncCallback(grant -> {
          allow(grant);
          serve();
        });
        granted.thenAccept(later::invoke);
      }
    }

    private void allow(TurnCommitted grant) {
      allowed = true;
      patience = grant.patience();
    }

    private void arrived(Part part) {
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
      List<Segment> taken = segments.stream().filter(segment -> segment.ofAgent).toList();
      taken.subList(Math.max(0, taken.size() - left), taken.size()).forEach(Segment::retract);
    }

    private void take(Part part) {
      if (part instanceof Part.Say) {
        waits.agentSpoke();
        add(new Segment(part, segments.isEmpty()));
      } else if (part instanceof Part.GaveWay first) {
        mouth.gaveWay(first.failure());
      } else {
        errand = Optional.of(part);
      }
    }

    private void add(Segment segment) {
      segments.addLast(segment);
      segment.ask();
    }

    /** Gives what is there, if anything is wanted, and sees to it that more will come. */
    private void serve() {
      do {
        while (isAvailable(out) && !isClosed(out) && step()) {
          // what was done may have made room for more
        }
        if (isClosed(out)) {
          return;
        }
      } while (takeNext());
      if (waiting.size() < MAX_WAITING && !givenUp && !isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
      if (isAvailable(out) && allowed && !isTimerActive(WAITED)) {
        scheduleOnce(WAITED, patience);
      }
    }

    private boolean step() {
      dropFillerThatIsLate();
      Segment first = segments.peek();
      return first == null ? nothingToSay() : first.give();
    }

    private boolean nothingToSay() {
      if (errand.isPresent() && allowed) {
        Part part = errand.get();
        errand = Optional.empty();
        broken = broken && !(part instanceof Part.Failed);
        add(new Segment(part, true));
        return true;
      }
      if (errand.isEmpty() && waiting.isEmpty() && isClosed(in)) {
        if (broken && allowed) {
          apologise(Optional.empty());
          return true;
        }
        if (!broken) {
          completeStage();
        }
      }
      return false;
    }

    private void apologise(Optional<String> waitedFor) {
      broken = false;
      givenUp = true;
      add(new Segment(mouth.apology(waitedFor)));
    }

    /** One sentence ahead at most; none before the one that is wanted has begun to sound. */
    private boolean takeNext() {
      long sentences = segments.stream().filter(segment -> !segment.inWait).count();
      boolean room = sentences == 0
          || sentences == 1 && allowed && segments.getLast().sounds && !segments.getLast().inWait;
      if (!room || errand.isPresent() || givenUp || waiting.isEmpty()) {
        return false;
      }
      take(waiting.removeFirst());
      return true;
    }

    /** Words for a wait that is over before they sound are not wanted. */
    private void dropFillerThatIsLate() {
      Segment first = segments.peek();
      boolean late = first != null
          && first.inWait
          && !first.sounds
          && segments.stream().skip(1).anyMatch(next -> next.sounds);
      if (late) {
        segments.remove().cancel();
      }
    }

    @Override
    public void onTimer(Object key) {
      if (!isAvailable(out)) {
        return;
      }
      patience = filler.after();
      Segment first = segments.peek();
      boolean midway = first != null && first.begun;
      if (midway) {
        first.breakOff();
      }
      boolean goesOn = midway && segments.stream().skip(1).anyMatch(next -> next.sounds);
      if (!goesOn) {
        fill(midway || first != null ? VOICE : AGENT);
      }
      serve();
    }

    private void fill(String waitsFor) {
      Optional<String> words = waits.filler(waitsFor);
      if (words.isEmpty()) {
        if (!filler.words().isEmpty() && !givenUp) {
          giveUp(waitsFor);
        }
        return;
      }
      Segment first = segments.peek();
      boolean midway = first != null && first.begun;
      Segment wait = new Segment(mouth.filler(words.get()));
      wait.inWait = true;
      if (midway) {
        segments.remove();
        segments.addFirst(wait);
        segments.addFirst(first);
      } else {
        if (first != null && first.inWait) {
          segments.remove().cancel();
        }
        segments.addFirst(wait);
      }
      wait.ask();
    }

    private void giveUp(String waitedFor) {
      segments.removeIf(segment -> !segment.begun && segment.cancel());
      errand = Optional.empty();
      waiting.clear();
      if (!isClosed(in)) {
        cancel(in);
      }
      apologise(Optional.of(waitedFor));
    }

    /** A sentence, or what else there is to be heard in its place. */
    private final class Segment {

      private final boolean ofAgent;
      private final Source<TtsPiece, NotUsed> source;
      private final Deque<TtsPiece> ready = new ArrayDeque<>();
      private SubSinkInlet<TtsPiece> inlet;
      private boolean wanted;
      private boolean sounds;
      private boolean begun;
      private boolean ended;
      private boolean failed;
      private boolean inWait;

      /** A part of the reply. */
      Segment(Part part, boolean wanted) {
        this.ofAgent = part instanceof Part.Say;
        this.source = mouth.speech(part);
        this.wanted = wanted;
      }

      /** A filler or an apology. */
      Segment(Source<TtsPiece, NotUsed> source) {
        this.ofAgent = false;
        this.source = source;
        this.wanted = true;
      }

      void ask() {
        inlet = new SubSinkInlet<>("reply.segment");
        inlet.setHandler(new AbstractInHandler() {
          @Override
          public void onPush() {
            add(inlet.grab());
            serve();
          }

          @Override
          public void onUpstreamFinish() {
            ended = true;
            serve();
          }
        });
        source.runWith(inlet.sink(), subFusingMaterializer());
        inlet.pull();
      }

      private void add(TtsPiece piece) {
        ready.add(piece);
        failed |= piece instanceof TtsPiece.SegmentBreaks;
        if (piece instanceof TtsPiece.Sound && !sounds) {
          sounds = true;
          if (ofAgent) {
            waits.sounded();
          }
        }
        if (!sounds && ready.size() < MAX_UNHEARD) {
          inlet.pull();
        }
      }

      /** Gives a piece, or makes way for the next; whether something was done. */
      boolean give() {
        if (ended && !sounds && !wanted) {
          again();
          return true;
        }
        wanted = true;
        if (!ready.isEmpty() && (sounds || ended || ready.size() >= MAX_UNHEARD)) {
          begun = true;
          TtsPiece piece = ready.remove();
          if (piece instanceof TtsPiece.Sound) {
            cancelTimer(WAITED);
            patience = filler.after();
          }
          push(out, piece);
          return true;
        }
        if (ended) {
          segments.remove(this);
          broken = ofAgent ? failed : broken;
          return true;
        }
        if (!inlet.hasBeenPulled() && ready.isEmpty()) {
          inlet.pull();
        }
        return false;
      }

      /** A voice that could not begin while another sentence was said is asked once more. */
      private void again() {
        wanted = true;
        ready.clear();
        ended = false;
        failed = false;
        ask();
      }

      /** The voice has stopped in the middle: what it said so far is all that is heard of it. */
      void breakOff() {
        cancel();
        ready.add(new TtsPiece.SegmentBreaks());
        ended = true;
        failed = true;
      }

      /** What of it was not given yet is not wanted. */
      void retract() {
        cancel();
        if (begun) {
          ready.clear();
          ready.add(new TtsPiece.SegmentBreaks());
          ended = true;
          failed = false;
        } else {
          segments.remove(this);
        }
      }

      boolean cancel() {
        if (!inlet.isClosed()) {
          inlet.cancel();
        }
        return true;
      }
    }
  }
}
