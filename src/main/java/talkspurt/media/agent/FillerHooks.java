package talkspurt.media.agent;

import java.util.Optional;

/** What a reply asks and tells of the time that its caller waits; called on the stream's thread. */
interface FillerHooks {

  /** Words for a wait for that; empty: there are none left. */
  Optional<String> filler(String waitsFor);

  /** The agent's words are here. */
  void agentSpoke();

  /** The voice's sound is here. */
  void sounded();
}
