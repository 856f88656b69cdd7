package talkspurt.media.conversation;

import talkspurt.media.profile.Profile;

/** Opens dialogues for a {@link Conversation}. */
public interface DialogueFactory {

  /** A dialogue that serves calls of this pipeline. */
  Dialogue open(
      Profile.Pipeline pipeline,
      Dialogue.Host host,
      Conversation.Surroundings around,
      Conversation.Pipeline ends);
}
