package talkspurt.media.bot;

import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.media.conversation.ConversationMessage.BotWants;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.provider.SpeechToSpeech.Input;

/** What a {@link BotPlaylist} wants done, in this order. */
sealed interface BotAction {

  /** Tell the playback this. */
  record Order(PlayoutOrder order) implements BotAction {}

  /** Tell the durable half this. */
  record Tell(Fact fact) implements BotAction {}

  /** Tell the bot this. */
  record Answer(Input input) implements BotAction {}

  /** Let the bot use a tool. */
  record Use(BotWants wish) implements BotAction {}

  /** What the bot says begins to be heard. */
  record AnswerHeard() implements BotAction {}

  /** The bot is gone, and all that it said was heard. */
  record End(EndReason reason) implements BotAction {}
}
