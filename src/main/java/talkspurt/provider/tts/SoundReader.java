package talkspurt.provider.tts;

import java.util.List;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;

/**
 * Makes sound of the bytes of one sentence, however they are cut. What is not as it should be is a
 * {@link ProviderFault}. Not thread-safe.
 */
public interface SoundReader {

  /** What comes with the next bytes, in pieces of 40 ms at most. */
  List<Sound> read(byte[] bytes);

  /** Nothing more will come: what was held back; a fault if that cannot be all. */
  List<Sound> end();
}
