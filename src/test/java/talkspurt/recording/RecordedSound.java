package talkspurt.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import talkspurt.audio.FlacReader;

/** What a file of a recording holds: the line's side and the bot's. */
public record RecordedSound(int rateHz, short[] line, short[] bot) {

  private static final int HEAD = 44;

  /** Of either format. */
  public static RecordedSound of(Path path) throws IOException {
    byte[] file = Files.readAllBytes(path);
    if (FlacReader.isFlac(file)) {
      FlacReader.Sound sound = FlacReader.read(file);
      return new RecordedSound(sound.rateHz(), sound.tracks()[0], sound.tracks()[1]);
    }
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(in.getInt(4)).as("length in the head").isEqualTo(file.length - 8);
    assertThat(in.getInt(40)).as("length of the samples").isEqualTo(file.length - HEAD);
    int count = (file.length - HEAD) / 4;
    RecordedSound sound = new RecordedSound(in.getInt(24), new short[count], new short[count]);
    in.position(HEAD);
    for (int n = 0; n < count; n++) {
      sound.line[n] = in.getShort();
      sound.bot[n] = in.getShort();
    }
    return sound;
  }
}
