package talkspurt.media.bot;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import talkspurt.call.CallPlan;
import talkspurt.call.Instruction;
import talkspurt.call.SpokenPart;
import talkspurt.call.TurnInput;
import talkspurt.media.conversation.CalledParty;
import talkspurt.media.conversation.ConsentDesk;
import talkspurt.media.conversation.Consenting;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.Dialogue;
import talkspurt.media.pipeline.TurnOutcome;
import talkspurt.media.playout.HeardPrefix;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.ConsentPolicy.Refused.Leave;
import talkspurt.media.profile.Profile;
import talkspurt.provider.agent.Sentences;
import talkspurt.turn.TurnSignal;

/**
 * Tells the caller of a bot that the call is recorded, and asks whether they agree, by a voice of the profile's. The bot is
 * opened once the answer is in the journal: until then it hears nothing and says nothing. Lives on the conversation's thread.
 */
final class BotConsent {

  private final Conversation.Pipeline pipeline;
  private final EngineSpeech speech;
  private final BooleanSupplier free;
  private final Consumer<Instruction.Greet> open;
  private final Consenting consenting;
  private final CalledParty called;
  private final ConsentDesk desk;
  private Profile profile;
  private Profile.Bot bot;
  private Optional<CallPlan> plan = Optional.empty();
  private boolean sounds;
  private boolean begun;
  private boolean leaving;

  /**
   * One of a line that has not begun.
   *
   * @param free whether the profile says who may interrupt: there is time, and the call is not on hold
   * @param open begins the bot's part of the call
   */
  BotConsent(
      Dialogue.Host host,
      Conversation.Surroundings around,
      Conversation.Pipeline pipeline,
      EngineSpeech speech,
      BooleanSupplier free,
      Consumer<Instruction.Greet> open) {
    this.pipeline = pipeline;
    this.speech = speech;
    this.free = free;
    this.open = open;
    QuestionFloor floor = new QuestionFloor();
    this.consenting = new Consenting(host, around.clock(), around.metrics().calls(), floor);
    this.called = new CalledParty(host);
    this.desk = new ConsentDesk(host, consenting, called, floor, this::begin);
  }

  /** This profile answers from now on. */
  void use(Profile wanted, Profile.Bot itsBot) {
    profile = wanted;
    bot = itsBot;
    consenting.use(wanted);
    called.use(wanted);
  }

  /** This is what is known of the call from now on. */
  void know(CallPlan known) {
    plan = Optional.of(known);
  }

  // ---- what the durable half wants

  /**
   * The bot is to greet: at once, or once the caller has answered.
   *
   * @param held whether the call is on hold: nobody is asked then
   */
  void greet(Instruction.Greet wanted, boolean held) {
    if (begun || held) {
      consenting.close();
      begin(wanted);
    } else {
      desk.greet(wanted, !sounds);
    }
  }

  private void begin(Instruction.Greet wanted) {
    begun = true;
    open.accept(wanted);
  }

  /** Whether the caller has said no, and is to leave the bot in this turn of the bot's. */
  Optional<Leave> leaves(Instruction.Answer answer) {
    return answer.turn() == 1 && answer.cue() instanceof TurnInput.Unprompted
        ? leaves(answer.plan())
        : Optional.empty();
  }

  /** Whether the caller has said no, and is to leave the bot: it is not opened. */
  Optional<Leave> leaves(CallPlan known) {
    return consenting.leaves(known);
  }

  /** Nothing interrupts what a caller is told who is to leave; whether that is news. */
  boolean hearNobody() {
    boolean news = !leaving;
    leaving = true;
    pipeline.signals().accept(new TurnSignal.SettingsChanged(profile.turns().uninterruptible()));
    return news;
  }

  /** What such a caller hears in this turn. */
  Source<TtsPiece, NotUsed> words(Leave leave, Instruction.Answer answer) {
    HeardPrefix before = new HeardPrefix(answer.heard().answer().text());
    return Source.from(Sentences.of(leave.words(), profile.speech().sentences()))
        .filterNot(before::skips)
        .flatMapConcat(words -> said(SpokenPart.Kind.ANSWER, words, answer.turn()));
  }

  /** The line is released or gone, or the call's time is over. */
  void close() {
    consenting.close();
  }

  // ---- what happens on the line

  /** Something was played; whether it was the question. */
  boolean played(PlayoutEvent event) {
    if (begun || !sounds) {
      return false;
    }
    sounds = !(event instanceof PlayoutEvent.Finished || event instanceof PlayoutEvent.Dropped);
    desk.played(event, true);
    return true;
  }

  /** A key was pressed; whether it was an answer. */
  boolean key(char key) {
    return consenting.key(key);
  }

  /** A decision about the floor was taken; whether it concerned consent. */
  boolean turned(TurnOutcome.Acted acted) {
    return desk.discloses() || consenting.turned(acted);
  }

  /** Time has passed. */
  void due() {
    consenting.due();
  }

  /**
   * A key was pressed, by which the called party of an outbound call may want no more of them.
   *
   * @param turn of theirs, as far as that is known
   * @return what they hear then; nothing before the bot was begun, and empty where the key means something else
   */
  Optional<Source<TtsPiece, NotUsed>> optsOut(char key, int turn) {
    if (!called.pressed(plan, key, turn)) {
      return Optional.empty();
    }
    return Optional.of(
        begun ? said(SpokenPart.Kind.ANSWER, called.farewell(), turn) : Source.empty());
  }

  /**
   * The caller has said this to the bot, which tells it: ends the recording for good, where it means that.
   *
   * @param turn of which it is, as far as that is known
   * @return what the caller hears then
   */
  Optional<Source<TtsPiece, NotUsed>> said(String words, int turn) {
    if (called.said(plan, words, turn)) {
      return Optional.of(said(SpokenPart.Kind.ANSWER, called.farewell(), turn));
    }
    if (!consenting.optsOut(plan, words, turn)) {
      return Optional.empty();
    }
    return consenting.optOut().map(answer -> said(SpokenPart.Kind.ANSWER, answer, turn));
  }

  private Source<TtsPiece, NotUsed> said(SpokenPart.Kind kind, String words, int turn) {
    return bot.apology()
        .map(voice -> speech.of(voice.voice(), kind, words, profile.language(), turn))
        .orElseGet(Source::empty);
  }

  private final class QuestionFloor implements Consenting.Floor {

    @Override
    public void say(String words) {
      sounds = true;
      pipeline.orders().accept(new PlayoutOrder.Speak(0, said(SpokenPart.Kind.FILLER, words, 0)));
    }

    @Override
    public void hush() {
      pipeline.orders().accept(new PlayoutOrder.Drop());
    }

    @Override
    public void asks(boolean now) {
      pipeline.caller().asked(now);
      pipeline
          .signals()
          .accept(new TurnSignal.CallerUnheard(now && bot.listener().isEmpty()));
      if (free.getAsBoolean()) {
        pipeline
            .signals()
            .accept(new TurnSignal.SettingsChanged(
                now ? consenting.turns(profile.turns()) : profile.turns()));
      }
    }
  }
}
