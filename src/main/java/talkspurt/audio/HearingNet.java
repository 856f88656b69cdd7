package talkspurt.audio;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The weights of the small recurrent network that tells the caller from everything else, as trained by
 * {@code src/train}; shared by all calls, never written to. {@code src/docs/hearing.md} has its card.
 */
public final class HearingNet {

  private static final int MAGIC = 0x48454152;
  private static final int FORMAT = 1;
  private static final int LARGEST = 512;

  final int inputs;
  final int units;
  final String version;
  final float[] mean;
  final float[] scale;
  // column by column: a product then adds whole arrays, which the JIT turns into vector code
  final float[][] inWeights;
  final float[] inBias;
  final float[][] gateWeights;
  final float[] gateBias;
  final float[][] stateWeights;
  final float[] stateBias;
  final float[] outWeights;
  final float outBias;

  private HearingNet(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC || in.readInt() != FORMAT) {
      throw new IOException("not weights of format " + FORMAT);
    }
    version = in.readUTF();
    inputs = in.readInt();
    units = in.readInt();
    if (inputs != Features.SIZE || units < 1 || units > LARGEST) {
      throw new IOException("weights for " + inputs + " inputs, not " + Features.SIZE);
    }
    mean = floats(in, inputs);
    scale = floats(in, inputs);
    inWeights = columns(in, inputs, units);
    inBias = floats(in, units);
    gateWeights = columns(in, units, 3 * units);
    gateBias = floats(in, 3 * units);
    stateWeights = columns(in, units, 3 * units);
    stateBias = floats(in, 3 * units);
    outWeights = floats(in, units);
    outBias = in.readFloat();
  }

  /** The weights that come with Talkspurt. */
  public static HearingNet standard() {
    return Standard.NET;
  }

  /** Reads weights; the stream is left open. */
  public static HearingNet read(InputStream stream) throws IOException {
    return new HearingNet(new DataInputStream(stream));
  }

  /** Which training these weights come from. */
  public String version() {
    return version;
  }

  private static float[][] columns(DataInputStream in, int count, int size) throws IOException {
    float[][] columns = new float[count][];
    for (int k = 0; k < count; k++) {
      columns[k] = floats(in, size);
    }
    return columns;
  }

  private static float[] floats(DataInputStream in, int count) throws IOException {
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = in.readFloat();
    }
    return values;
  }

  private static final class Standard {

    private static final String RESOURCE = "/hearing/weights.bin";
    static final HearingNet NET = load();

    private static HearingNet load() {
      try (InputStream in = HearingNet.class.getResourceAsStream(RESOURCE)) {
        return read(new java.io.BufferedInputStream(in));
      } catch (IOException e) {
        throw new UncheckedIOException(RESOURCE, e);
      }
    }
  }
}
