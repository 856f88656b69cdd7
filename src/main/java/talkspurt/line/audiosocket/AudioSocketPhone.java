package talkspurt.line.audiosocket;

import akka.util.ByteString;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import talkspurt.audio.AudioFrame;

/** The other end of a line: speaks AudioSocket as Asterisk does. One thread; nothing but connecting waits. */
public final class AudioSocketPhone implements Closeable {

  private static final byte ID = 0x01;
  private static final byte DTMF = 0x03;
  private static final int READ_BYTES = 1 << 16;

  private final SocketChannel channel;
  private final AudioSocketFraming framing = new AudioSocketFraming();
  private final ByteBuffer read = ByteBuffer.allocate(READ_BYTES);

  private AudioSocketPhone(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Connects, and says which call it is.
   *
   * @param timeoutMs how long connecting may take
   */
  public static AudioSocketPhone connect(InetSocketAddress engine, UUID callId, int timeoutMs)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().connect(engine, timeoutMs);
      channel.configureBlocking(false);
      AudioSocketPhone phone = new AudioSocketPhone(channel);
      phone.write(ByteBuffer.allocate(AudioSocketCodec.HEADER_BYTES + 2 * Long.BYTES)
          .put(ID)
          .putShort((short) (2 * Long.BYTES))
          .putLong(callId.getMostSignificantBits())
          .putLong(callId.getLeastSignificantBits())
          .flip());
      return phone;
    } catch (IOException | RuntimeException broken) {
      channel.close();
      throw broken;
    }
  }

  /** Says sound. */
  public void say(AudioFrame frame) throws IOException {
    write(AudioSocketCodec.encode(frame).asByteBuffer());
  }

  /** Presses a key: a digit, {@code *}, {@code #} or A to D. */
  public void press(char key) throws IOException {
    write(ByteBuffer.wrap(new byte[] {DTMF, 0, 1, (byte) key}));
  }

  /** The sound that has come since it was last asked for; fails when the line was closed. */
  public List<AudioFrame> hear() throws IOException {
    List<AudioFrame> heard = new ArrayList<>();
    int count = channel.read(read.clear());
    while (count > 0) {
      for (AudioSocketMessage message : framing.push(ByteString.fromByteBuffer(read.flip()))) {
        if (message instanceof AudioSocketMessage.Audio audio) {
          heard.add(audio.frame());
        } else if (message instanceof AudioSocketMessage.Hangup) {
          throw new IOException("the engine hung up");
        }
      }
      count = channel.read(read.clear());
    }
    if (count < 0) {
      throw new IOException("the engine closed the line");
    }
    return heard;
  }

  /** Whoever does not read for as long as a socket holds is taken as gone. */
  private void write(ByteBuffer message) throws IOException {
    channel.write(message);
    if (message.hasRemaining()) {
      throw new IOException("the engine does not read");
    }
  }

  /** Hangs up. */
  @Override
  public void close() throws IOException {
    try {
      write(AudioSocketCodec.hangup().asByteBuffer());
    } catch (IOException gone) {
      // it is closed all the same
    }
    channel.close();
  }
}
