package talkspurt.media;

/** Opens dialogues for a {@link Conversation}. */
interface DialogueFactory {

  /** A dialogue that serves calls of this pipeline. */
  Dialogue open(
      Profile.Pipeline pipeline,
      Dialogue.Host host,
      Conversation.Surroundings around,
      Conversation.Pipeline ends);
}
