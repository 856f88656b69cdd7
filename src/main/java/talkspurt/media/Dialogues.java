package talkspurt.media;

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
