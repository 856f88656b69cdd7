package talkspurt.media.bot;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import talkspurt.media.bot.TranscriptGuard.Question;
import talkspurt.media.conversation.ConversationMessage.BotRefused;
import talkspurt.media.conversation.ConversationMessage.BotWithheld;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.telemetry.NanoClock;

/**
 * Brings what a bot says, time, and the answers of a model to a {@link SpeechGuard}; reads on while what may be heard is
 * taken.
 */
final class SpeechGuardStage extends GraphStage<FlowShape<Output, Output>> {

  private static final String DUE = "due";

  private final Inlet<Output> in = Inlet.create("SpeechGuard.in");
  private final Outlet<Output> out = Outlet.create("SpeechGuard.out");
  private final FlowShape<Output, Output> shape = FlowShape.of(in, out);
  private final Supplier<SpeechGuard> guards;
  private final NanoClock clock;
  private final Consumer<OfDialogue> dialogue;
  private final BiFunction<String, String, CompletionStage<Optional<Forbidden>>> model;

  /**
   * @param guards makes one for each call
   * @param model asked of a sentence, and the one before it: by which rule it is forbidden; it answers in any case
   * @param dialogue told of what is withheld; called on the stream's thread, must not block
   */
  SpeechGuardStage(
      Supplier<SpeechGuard> guards,
      BiFunction<String, String, CompletionStage<Optional<Forbidden>>> model,
      NanoClock clock,
      Consumer<OfDialogue> dialogue) {
    this.guards = guards;
    this.model = model;
    this.clock = clock;
    this.dialogue = dialogue;
  }

  /** What a model makes of a sentence. */
  private record Answer(Question question, Optional<Forbidden> by) {}

  @Override
  public FlowShape<Output, Output> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Guarding();
  }

  private final class Guarding extends TimerGraphStageLogic implements InHandler, OutHandler {

    private final SpeechGuard guard = guards.get();
    private final Deque<GuardAction> waiting = new ArrayDeque<>();
    private final AsyncCallback<Answer> answers =
        createAsyncCallback(answer -> todo(guard.answered(answer.question(), answer.by(), now())));

    Guarding() {
      super(shape);
      setHandlers(in, out, this);
    }

    @Override
    public void onPush() {
      todo(guard.on(grab(in), now()));
    }

    @Override
    public void onPull() {
      goOn();
    }

    @Override
    public void onTimer(Object key) {
      todo(guard.tick(now()));
    }

    @Override
    public void onUpstreamFinish() {
      todo(guard.end(now()));
    }

    /** A model is asked at once, whatever is still to be taken. */
    private void todo(List<GuardAction> actions) {
      for (GuardAction action : actions) {
        if (action instanceof GuardAction.Ask ask) {
          ask(ask.question());
        } else {
          waiting.add(action);
        }
      }
      goOn();
    }

    /** What is told to the dialogue comes behind what went on before it: when that was taken. */
    private void goOn() {
      while (!waiting.isEmpty() && isAvailable(out)) {
        act(waiting.remove());
      }
      if (isClosed(in)) {
        if (waiting.isEmpty() && guard.settled()) {
          completeStage();
        }
        return;
      }
      guard.dueAt().ifPresent(at -> scheduleOnce(DUE, Duration.ofMillis(Math.max(1, at - now()))));
      if (waiting.isEmpty() && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    private void act(GuardAction action) {
      if (action instanceof GuardAction.Pass pass) {
        push(out, pass.output());
      } else if (action instanceof GuardAction.Withhold hit) {
        dialogue.accept(new BotWithheld(hit.reply(), hit.heardMs(), hit.rule(), hit.sentence()));
      } else if (action instanceof GuardAction.Refuse refused) {
        dialogue.accept(new BotRefused(refused.wish().call()));
      } else {
        throw new AssertionError(action);
      }
    }

    private void ask(Question question) {
      model
          .apply(question.sentence(), question.before())
          .thenAccept(by -> answers.invoke(new Answer(question, by)));
    }

    private long now() {
      return clock.nanoTime() / 1_000_000;
    }
  }
}
