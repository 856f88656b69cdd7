package talkspurt.provider.realtime;

import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SpeechToSpeech.Output;

/** What a part of a conversation wants done, in this order. */
sealed interface TalkAction {

  /** Tell the server this, if there is a session. */
  record Send(ClientEvent event) implements TalkAction {}

  /** Tell the call this. */
  record Tell(Output output) implements TalkAction {}

  /** The log should tell this. */
  record Warn(String what) implements TalkAction {}

  /** This connection is of no more use. */
  record GiveUp(Kind kind, String detail) implements TalkAction {}

  /** The caller's turn is complete: the bot is to answer. */
  record Answer() implements TalkAction {}

  /** The server has answered: what the caller said before needs not be sent again. */
  record Answered() implements TalkAction {}

  /** A response is wanted as soon as there can be one. */
  record Want(Wish wish) implements TalkAction {}

  /** Ask the server for a response now; {@code number} counts those of the conversation from 1. */
  record Ask(int number, Wish wish) implements TalkAction {}

  /** A response has begun; what an unwanted one brings is not heard. */
  record Begun(boolean wanted) implements TalkAction {}

  /** A response has brought the first sound of its reply. */
  record FirstSound() implements TalkAction {}

  /** The response that is asked for, or runs, is not wanted any more. */
  record Silence() implements TalkAction {}

  /** The reply is broken off: nothing more is wanted of it. */
  record Stop() implements TalkAction {}

  /** A tool of the reply has returned: it may go on, or is over. */
  record GoOn() implements TalkAction {}
}
