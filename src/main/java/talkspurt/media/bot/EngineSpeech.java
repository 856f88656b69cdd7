package talkspurt.media.bot;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.stream.javadsl.Source;
import java.util.Map;
import talkspurt.call.Failure;
import talkspurt.call.SpokenPart;
import talkspurt.collect.Collect;
import talkspurt.collect.CollectAction.Question;
import talkspurt.media.conversation.CollectSpeech;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.ConversationMessage;
import talkspurt.media.conversation.ConversationMessage.ServiceFailed;
import talkspurt.media.conversation.Dialogue;
import talkspurt.media.conversation.DigitSounds;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Failures;
import talkspurt.media.profile.Voice;
import talkspurt.telemetry.Metrics;

/** What the engine itself says in the call of a bot, by a voice of the profile's. */
final class EngineSpeech {

  private final Dialogue.Host host;
  private final Conversation.Surroundings around;
  private final Conversation.Pipeline pipeline;
  private final DigitSounds digits = new DigitSounds();

  EngineSpeech(
      Dialogue.Host host, Conversation.Surroundings around, Conversation.Pipeline pipeline) {
    this.host = host;
    this.around = around;
    this.pipeline = pipeline;
  }

  /** Words in a language, in this turn. */
  Source<TtsPiece, NotUsed> of(
      Voice voice, SpokenPart.Kind kind, String words, String language, int turn) {
    return voice.say(kind, words, language, failures(turn), pipeline.costs());
  }

  /** A question for a value that the caller keys or says. */
  Source<TtsPiece, NotUsed> of(
      Voice voice,
      Collect what,
      Question question,
      String language,
      Map<String, String> variables,
      int turn) {
    return new CollectSpeech(
            host.system(), digits, voice, language, variables, failures(turn), pipeline.costs())
        .of(what, question);
  }

  private Failures failures(int turn) {
    Metrics metrics = around.metrics();
    ActorRef<ConversationMessage> self = host.self();
    return (why, madeGood) -> {
      if (!madeGood) {
        metrics.providers().providerFailed(why.provider(), why.kind().name());
      }
      self.tell(new ServiceFailed(Failure.Part.VOICE, turn, why, madeGood));
    };
  }
}
