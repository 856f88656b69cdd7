package talkspurt.media.bot;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.media.conversation.ConversationMessage.BotWants;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsCut;
import talkspurt.media.playout.TtsPiece;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.agent.SpokenReply;

/**
 * What a bot said and is to be played, turn by turn: the durable half hears of turns one after the
 * other, and the bot of what became of its words and marks. It knows no stream, no clock and no actor:
 * what happens leads to a list of {@link BotAction}. Not thread-safe.
 */
final class BotPlaylist {

  private static final int MAX_NAMES = 32;
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?…。！？؟।][\"'”’»)]*$");

  /** How near the end of the call's time is. */
  private enum Ending {
    /** There is time. */
    NOT_YET,
    /** Time is over: what is being said is said, and nothing after it. */
    LAST_REPLY,
    /** What is being said is cut at the end of its sentence. */
    LAST_SENTENCE,
    /** Nothing is said but the goodbye. */
    GOODBYE
  }

  /** Whose turn it is. */
  sealed interface State {}

  /** The durable half has not said what it wants. */
  record Unbegun() implements State {}

  /** Nobody is owed anything. */
  record Silent() implements State {}

  /** The durable half waits for what the bot says in its turn. */
  record Awaited() implements State {}

  /**
   * The bot is heard.
   *
   * @param turn in which turn
   * @param playedMs how much was heard when it was last paused
   * @param reachedMs how much was heard so far
   * @param lastMark the last mark that was heard, or empty
   * @param clearing whether the bot has dropped it
   */
  record Speaking(Run run, int turn, int playedMs, int reachedMs, String lastMark, boolean clearing)
      implements State {

    Speaking paused(int ms) {
      return new Speaking(run, turn, ms, reachedMs, lastMark, clearing);
    }

    Speaking reached(int ms) {
      return new Speaking(run, turn, playedMs, ms, lastMark, clearing);
    }

    Speaking marked(String mark) {
      return new Speaking(run, turn, playedMs, reachedMs, mark, clearing);
    }

    Speaking cleared() {
      return new Speaking(run, turn, playedMs, reachedMs, lastMark, true);
    }
  }

  /** The durable half is asked for a turn of somebody else's than the bot. */
  record Asking() implements State {}

  /** What is to be played or told, one after the other. */
  sealed interface Step {}

  /**
   * One run of the bot's speech, and the marks in and behind it that were not returned.
   *
   * @param reply the bot's own name for it, or empty
   */
  record Run(String reply, Source<TtsPiece, NotUsed> speech, Deque<String> marks) implements Step {

    Run(String reply, Source<TtsPiece, NotUsed> speech) {
      this(reply, speech, new ArrayDeque<>());
    }
  }

  /** The bot took the caller's turn. */
  private record Took(String item) implements Step {}

  /** A reply is complete, whether anything was said in it or not. */
  private record Replied() implements Step {}

  /** The bot wants a tool, behind what it said before. */
  private record Wants(BotWants wish) implements Step {}

  /** What has to be heard before the bot ends the call, and its wish to end it. */
  private record LastWords(Run run, Wants wants) {}

  /** Somebody wants a turn, under this id. */
  private record Operator(String id) implements Step {}

  private State state = new Unbegun();

  /** The bot's turn that began last, or is the next to begin, where the durable half waits for it. */
  private int turn;

  private final Deque<Step> waiting = new ArrayDeque<>();
  private boolean closed;
  private Ending ending = Ending.NOT_YET;
  private boolean held;

  /** What is said for somebody else than the bot, and what of it was heard on an earlier line. */
  private Optional<Run> foreign = Optional.empty();

  private SpokenText foreignBefore = SpokenText.NOTHING;

  /** What the caller heard in the greeting's turn before the bot was asked for it. */
  private SpokenText opening = SpokenText.NOTHING;

  private Optional<EndReason> over = Optional.empty();
  private Optional<LastWords> last = Optional.empty();

  /** What the bot says, by its names for it. */
  private final Map<String, SpokenReply> replies = bounded();

  /** Which turns of the caller's the bot took, by its names for them. */
  private final Map<String, Integer> taken = bounded();

  /** What was heard before a turn was taken in which it was said. */
  private final Map<String, SpokenText> untold = bounded();

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MAX_NAMES;
      }
    };
  }

  State state() {
    return state;
  }

  /** The turn that began last, or is the next to begin; the greeting's is 0. */
  int turn() {
    return turn;
  }

  /** Whether nothing is being said, is to be said, or is waited for. */
  boolean idle() {
    return (state instanceof Silent || state instanceof Unbegun) && waiting.isEmpty();
  }

  /** The line is released or gone: nothing more is begun. */
  void close() {
    closed = true;
  }

  // ---- what the durable half wants

  /** A turn that began on an earlier line goes on with what the bot says first on this one. */
  void await(int wanted) {
    boolean news = wanted > turn || state instanceof Unbegun;
    if (news && !(state instanceof Speaking)) {
      turn = wanted;
      state = new Awaited();
    }
  }

  /** The bot is to greet; the caller has heard this in the greeting's turn. */
  void awaitGreeting(SpokenText heard) {
    if (state instanceof Unbegun) {
      opening = heard;
    }
    await(0);
  }

  /** Nobody greets the caller any more. */
  List<BotAction> noGreeting() {
    return state instanceof Awaited && turn == 0 ? replied() : List.of();
  }

  private SpokenText inTurn(SpokenText heard) {
    return turn == 0 ? opening.then(heard) : heard;
  }

  /** The turns up to this one have been answered. */
  void listen(int answered) {
    turn = Math.max(turn, answered);
    state = state instanceof Unbegun ? new Silent() : state;
  }

  // ---- the call's time is over

  /** What does not sound yet is given up, and nothing more is begun; {@code wanted} is waited for. */
  List<BotAction> timeUp(int wanted) {
    await(wanted);
    ending = ending == Ending.NOT_YET ? Ending.LAST_REPLY : ending;
    state = state instanceof Asking ? new Awaited() : state;
    List<BotAction> actions = new ArrayList<>(refuseAll());
    actions.addAll(giveUp());
    return actions;
  }

  private List<BotAction> giveUp() {
    if (!(state instanceof Awaited)) {
      return List.of();
    }
    state = new Silent();
    return List.of(
        new BotAction.Tell(new Fact.Interrupted(turn, 0)),
        new BotAction.Tell(new Fact.Yielded(turn, inTurn(SpokenText.NOTHING))));
  }

  // ---- others than the bot

  /** Nothing that the bot says is heard, or it is again; what is being said is dropped. */
  List<BotAction> hold(boolean on) {
    held = on;
    if (!on) {
      return List.of();
    }
    List<BotAction> actions = new ArrayList<>();
    runs().forEach(run -> actions.addAll(refused(run)));
    waiting.removeIf(step -> !(step instanceof Operator));
    actions.addAll(giveUp());
    if (state instanceof Speaking now && !foreign.equals(Optional.of(now.run()))) {
      actions.add(new BotAction.Order(new PlayoutOrder.Drop()));
    }
    return actions;
  }

  /** Somebody else wants a turn, under this id: behind what is being said, or in its place. */
  List<BotAction> operator(String id, boolean atOnce) {
    if (ending != Ending.NOT_YET) {
      return List.of();
    }
    waiting.addFirst(new Operator(id));
    List<BotAction> actions = new ArrayList<>();
    if (atOnce && state instanceof Speaking) {
      actions.add(new BotAction.Order(new PlayoutOrder.Drop()));
    }
    actions.addAll(goOn());
    return actions;
  }

  private void ask(Operator other, List<BotAction> actions) {
    actions.addAll(giveUp());
    turn++;
    state = new Asking();
    actions.add(new BotAction.Tell(new Fact.TurnTaken(turn, new TurnInput.Unprompted(other.id()))));
  }

  /** The durable half has refused that turn. */
  List<BotAction> refuse() {
    if (state instanceof Asking) {
      turn--;
      state = new Silent();
    }
    return goOn();
  }

  /** The turn is theirs, and this is said in it, once; {@code heard} of it was heard on an earlier line. */
  List<BotAction> operator(int wanted, SpokenText heard, Source<TtsPiece, NotUsed> speech) {
    if (!(state instanceof Asking) && !(state instanceof Unbegun)) {
      return List.of();
    }
    turn = wanted;
    state = new Awaited();
    Run run = new Run("", speech);
    foreign = Optional.of(run);
    foreignBefore = heard;
    waiting.addFirst(run);
    return goOn();
  }

  /** The turn is the bot's, which is told what to speak about; whether that is news. */
  boolean operator(int wanted) {
    boolean news = state instanceof Asking;
    if (news) {
      turn = wanted;
      state = new Awaited();
    }
    return news;
  }

  /** What is still being said ends with its sentence; at once where its words are not known. */
  List<BotAction> lastSentence() {
    if (ending != Ending.LAST_REPLY || !(state instanceof Speaking now)) {
      return List.of();
    }
    ending = Ending.LAST_SENTENCE;
    return replies.containsKey(now.run().reply())
        ? List.of()
        : List.of(new BotAction.Order(new PlayoutOrder.Drop()));
  }

  private boolean sentenceOver(Speaking now, int ms) {
    return ending == Ending.LAST_SENTENCE
        && Optional.ofNullable(replies.get(now.run().reply()))
            .map(reply -> reply.heard(ms).strip())
            .filter(words -> SENTENCE_END.matcher(words).find())
            .isPresent();
  }

  /** The next that is said is the goodbye, as this turn: by the bot, or where that has none, this. */
  List<BotAction> goodbye(int wanted, Optional<Source<TtsPiece, NotUsed>> speech) {
    List<BotAction> actions = new ArrayList<>(refuseAll());
    ending = Ending.GOODBYE;
    if (state instanceof Speaking) {
      actions.add(new BotAction.Order(new PlayoutOrder.Drop()));
    } else {
      state = new Awaited();
    }
    turn = wanted;
    speech.ifPresent(words -> waiting.add(new Run("", words)));
    actions.addAll(goOn());
    return actions;
  }

  /** What a bot says that nobody is to hear has to be taken all the same, or the bot is not read. */
  private List<BotAction> refuseAll() {
    List<BotAction> actions = new ArrayList<>();
    runs().forEach(run -> actions.addAll(refused(run)));
    waiting.clear();
    return actions;
  }

  private static List<BotAction> refused(Run run) {
    List<BotAction> actions = new ArrayList<>();
    actions.add(new BotAction.Order(new PlayoutOrder.Prepare(run.speech())));
    actions.add(new BotAction.Order(new PlayoutOrder.Forget()));
    run.marks().forEach(name -> actions.add(reached(name)));
    return actions;
  }

  /** Between the time's end and the goodbye the bot is not listened to; then what it says is that. */
  private Optional<List<BotAction>> tooLate(Step step) {
    if (held && ending == Ending.NOT_YET && !(step instanceof Wants)) {
      return Optional.of(step instanceof Run run ? refused(run) : List.of());
    }
    if (ending == Ending.NOT_YET || ending == Ending.GOODBYE && step instanceof Run) {
      return Optional.empty();
    }
    return Optional.of(step instanceof Run run ? refused(run) : List.of());
  }

  // ---- what the bot does

  /** The bot began to speak; {@code reply} is its own name for that, or empty. */
  List<BotAction> began(String reply, Source<TtsPiece, NotUsed> speech) {
    return then(new Run(reply, speech));
  }

  /** So many words more, and so much sound more, of a reply. */
  void said(String reply, String more, int ms) {
    replies.computeIfAbsent(reply, unknown -> new SpokenReply()).add(more, ms);
  }

  /** A reply is complete. */
  List<BotAction> replied() {
    return then(new Replied());
  }

  /** The bot took what the caller said as a turn. */
  List<BotAction> took(String item) {
    return then(new Took(item));
  }

  /**
   * The bot wants a tool. One that names its replies has one by now; else the wish belongs to what was
   * said before it, and where nothing is being said it is a turn without a word.
   */
  List<BotAction> wants(BotWants wish) {
    boolean inATurn = state instanceof Speaking now && !now.clearing() && waiting.isEmpty();
    return wish.inReply() || inATurn ? List.of(new BotAction.Use(wish)) : then(new Wants(wish));
  }

  /** The bot wants to end the call, before which this is to be heard: a caller who breaks in goes on with the call. */
  List<BotAction> wants(BotWants wish, Source<TtsPiece, NotUsed> before) {
    LastWords words = new LastWords(new Run("", before), new Wants(wish));
    last = Optional.of(words);
    waiting.add(words.run());
    waiting.add(words.wants());
    return goOn();
  }

  private void forgetLastWords() {
    last.filter(words -> waiting.remove(words.wants()))
        .ifPresent(words -> waiting.remove(words.run()));
    last = Optional.empty();
  }

  private List<BotAction> then(Step step) {
    return tooLate(step).orElseGet(() -> {
      waiting.add(step);
      return goOn();
    });
  }

  /** What the caller said in a turn; that may be known before the turn is told, or long after. */
  List<BotAction> transcribed(String item, SpokenText words) {
    if (taken.containsKey(item)) {
      return List.of(new BotAction.Tell(new Fact.CallerTranscribed(taken.get(item), words)));
    }
    untold.put(item, words);
    return List.of();
  }

  /** The bot wants to know when what it said last was heard: at once where all that was. */
  List<BotAction> mark(String name) {
    Optional<Run> last = runs().reduce((before, after) -> after).or(this::running);
    last.ifPresent(run -> run.marks().add(name));
    return last.isPresent() ? List.of() : List.of(reached(name));
  }

  /** The bot drops what it said and was not played. */
  List<BotAction> clear() {
    List<BotAction> actions = new ArrayList<>();
    forgetLastWords();
    List<String> never = unplayed(false);
    if (state instanceof Speaking speaking) {
      if (!speaking.clearing()) {
        state = speaking.cleared();
        actions.add(new BotAction.Order(new PlayoutOrder.Drop()));
      }
      speaking.run().marks().addAll(never); // behind those of the turn that is being dropped
    } else {
      never.forEach(name -> actions.add(reached(name)));
    }
    return actions;
  }

  /** What is said in place of a reply that came to nothing. */
  List<BotAction> apology(Optional<Source<TtsPiece, NotUsed>> speech) {
    speech.ifPresent(words -> waiting.add(new Run("", words)));
    return goOn();
  }

  /** The bot says no more; what it said, and the apology if it failed, is heard before the end. */
  List<BotAction> ended(EndReason reason, Optional<Source<TtsPiece, NotUsed>> apology) {
    if (ending == Ending.LAST_REPLY || ending == Ending.LAST_SENTENCE) {
      return List.of(); // the goodbye comes, and the end behind it
    }
    if (ending == Ending.GOODBYE) {
      over = Optional.of(EndReason.LONGEST_REACHED);
      return goOn();
    }
    over = Optional.of(reason);
    return apology(apology);
  }

  /** What the bot says in silence nobody hears, whatever it tells of its words. */
  void forgetWords() {
    running().ifPresent(run -> replies.remove(run.reply()));
    runs().forEach(run -> replies.remove(run.reply()));
  }

  private Optional<Run> running() {
    return state instanceof Speaking speaking ? Optional.of(speaking.run()) : Optional.empty();
  }

  private Stream<Run> runs() {
    return waiting.stream().filter(Run.class::isInstance).map(Run.class::cast);
  }

  /**
   * What was to be played next is not; its marks.
   *
   * @param ofBot whether that is so of what the bot says alone, not of what stands in its place
   */
  private List<String> unplayed(boolean ofBot) {
    List<Run> never = runs().filter(run -> !ofBot || !run.reply().isEmpty()).toList();
    waiting.removeAll(never);
    return never.stream().flatMap(run -> run.marks().stream()).toList();
  }

  private static BotAction reached(String mark) {
    return new BotAction.Answer(new Input.MarkReached(mark));
  }

  // ---- turns, one after the other

  private List<BotAction> goOn() {
    List<BotAction> actions = new ArrayList<>();
    while (!(state instanceof Speaking || state instanceof Asking)
        && !closed
        && !waiting.isEmpty()) {
      Step next = waiting.remove();
      if (next instanceof Operator other) {
        if (ending == Ending.NOT_YET) {
          ask(other, actions);
        }
      } else if (next instanceof Run run) {
        speak(run, actions);
      } else if (next instanceof Took took) {
        takeTurn(took.item(), actions);
      } else if (next instanceof Wants wants) {
        useInSilence(wants.wish(), actions);
      } else if (state instanceof Awaited) {
        // the answer was silence
        state = new Silent();
        actions.add(new BotAction.Tell(new Fact.SpeechPlayed(turn, inTurn(SpokenText.NOTHING))));
      }
    }
    if (!(state instanceof Speaking || state instanceof Asking) && !closed) {
      over.ifPresent(reason -> actions.add(new BotAction.End(reason)));
      over = Optional.empty();
    }
    return actions;
  }

  /** A greeting is no turn in which tools are used. */
  private void useInSilence(BotWants wish, List<BotAction> actions) {
    if (state instanceof Awaited && turn == 0) {
      actions.add(new BotAction.Tell(new Fact.SpeechPlayed(turn, inTurn(SpokenText.NOTHING))));
      state = new Silent();
    }
    if (!(state instanceof Awaited)) {
      turn++;
      actions.add(new BotAction.Tell(new Fact.TurnTaken(turn, new TurnInput.Unprompted())));
    }
    state = new Silent();
    actions.add(new BotAction.Use(wish));
    actions.add(new BotAction.Tell(new Fact.SpeechPlayed(turn, SpokenText.NOTHING)));
  }

  /** What the bot was to say before, and has not begun to, it does not say any more. */
  private void takeTurn(String item, List<BotAction> actions) {
    actions.addAll(giveUp());
    turn++;
    state = new Awaited();
    TurnInput input = new TurnInput.Words(SpokenText.NOTHING);
    actions.add(new BotAction.Tell(new Fact.TurnTaken(turn, input)));
    taken.put(item, turn);
    Optional.ofNullable(untold.remove(item))
        .ifPresent(words -> actions.addAll(transcribed(item, words)));
  }

  private void speak(Run next, List<BotAction> actions) {
    if (!(state instanceof Awaited) && ending != Ending.GOODBYE) {
      turn++;
      actions.add(new BotAction.Tell(new Fact.TurnTaken(turn, new TurnInput.Unprompted())));
    }
    state = new Speaking(next, turn, 0, 0, "", false);
    actions.add(new BotAction.Order(new PlayoutOrder.Speak(turn, next.speech())));
  }

  // ---- what is heard

  /** Something was played, paused or dropped. */
  List<BotAction> played(PlayoutEvent event) {
    return state instanceof Speaking speaking && event.turn() == speaking.turn()
        ? played(speaking, event)
        : List.of(); // of a pipeline that was here before
  }

  private List<BotAction> played(Speaking now, PlayoutEvent event) {
    if (event instanceof PlayoutEvent.MarkReached mark) {
      state = now.marked(mark.name());
      now.run().marks().removeFirstOccurrence(mark.name());
      return List.of(reached(mark.name()));
    }
    if (event instanceof PlayoutEvent.SegmentPlayed segment) {
      return List.of(new BotAction.Tell(new Fact.SegmentPlayed(now.turn(), segment.words())));
    }
    if (event instanceof PlayoutEvent.Paused paused) {
      state = now.paused(paused.playedMs());
      return List.of(new BotAction.Tell(new Fact.Interrupted(now.turn(), paused.playedMs())));
    }
    if (event instanceof PlayoutEvent.Resumed) {
      return List.of(new BotAction.Tell(new Fact.Resumed(now.turn())));
    }
    if (event instanceof PlayoutEvent.Dropped dropped) {
      return dropped(now, dropped.heard());
    }
    if (event instanceof PlayoutEvent.Finished finished) {
      SpokenText heard = heard(now.run(), finished.heard(), Integer.MAX_VALUE);
      List<BotAction> actions = new ArrayList<>();
      actions.add(new BotAction.Tell(new Fact.SpeechPlayed(now.turn(), heard)));
      spoken(now, actions);
      actions.addAll(goOn());
      return actions;
    }
    if (event instanceof PlayoutEvent.Reached reached) {
      state = now.reached(reached.replyMs());
      return sentenceOver(now, reached.replyMs())
          ? List.of(new BotAction.Order(new PlayoutOrder.Drop()))
          : List.of();
    }
    if (event instanceof PlayoutEvent.AnswerStarted) {
      return List.of(new BotAction.AnswerHeard());
    }
    if (event instanceof PlayoutEvent.Started || event instanceof PlayoutEvent.SegmentStarted) {
      return List.of();
    }
    throw new AssertionError(event);
  }

  /** A bot that names its replies does not hear the rest of what it says after one that is cut. */
  private List<BotAction> dropped(Speaking now, SpokenText played) {
    List<BotAction> actions = new ArrayList<>();
    SpokenText heard = heard(now.run(), played, now.playedMs());
    actions.add(new BotAction.Tell(new Fact.Yielded(now.turn(), heard)));
    spoken(now, actions);
    forgetLastWords();
    boolean named = !now.run().reply().isEmpty();
    if (named && ending != Ending.GOODBYE) {
      unplayed(now.clearing()).forEach(name -> actions.add(reached(name)));
    }
    if (!isForeign(now.run()) && (named || !now.clearing())) {
      actions.add(new BotAction.Answer(
          new Input.Interrupted(now.playedMs(), now.lastMark(), now.run().reply())));
    }
    actions.addAll(goOn());
    return actions;
  }

  private boolean isForeign(Run run) {
    return foreign.filter(run::equals).isPresent();
  }

  private void spoken(Speaking now, List<BotAction> actions) {
    state = new Silent();
    now.run().marks().forEach(name -> actions.add(reached(name)));
  }

  /** What was heard of a run, where the bot tells its words. */
  private SpokenText heard(Run run, SpokenText played, int ms) {
    if (isForeign(run)) {
      return foreignBefore.then(played);
    }
    return inTurn(Optional.ofNullable(replies.get(run.reply()))
        .map(reply -> new SpokenText(reply.heard(ms)))
        .orElse(played));
  }

  /** What was heard of the run that is cut by the end of the line, where only the bot knows. */
  Optional<TtsCut> cut() {
    if (!(state instanceof Speaking now)) {
      return Optional.empty();
    }
    return Optional.ofNullable(replies.get(now.run().reply()))
        .map(reply -> reply.heard(now.reachedMs()))
        .filter(words -> !words.isEmpty())
        .map(words -> new TtsCut(now.turn(), new SpokenText(words)));
  }
}
