package talkspurt.media;

import talkspurt.media.agent.CascadeDialogue;
import talkspurt.media.bot.SpeechToSpeechDialogue;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.Dialogue;
import talkspurt.media.conversation.DialogueFactory;
import talkspurt.media.profile.Profile;

/** Which dialogue serves which pipeline. */
final class Dialogues implements DialogueFactory {

  @Override
  public Dialogue open(
      Profile.Pipeline pipeline,
      Dialogue.Host host,
      Conversation.Surroundings around,
      Conversation.Pipeline ends) {
    if (pipeline instanceof Profile.Agent) {
      return new CascadeDialogue(host, around, ends);
    }
    if (pipeline instanceof Profile.Bot) {
      return new SpeechToSpeechDialogue(host, around, ends);
    }
    throw new AssertionError(pipeline);
  }
}
