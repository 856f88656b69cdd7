package talkspurt.exchange.ami;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.asteriskjava.util.SocketConnectionFacade;
import talkspurt.exchange.ExchangeHost;

/**
 * The socket of a connection: what the library's own lacks is a limit of a line, and the check that a certificate is
 * the host's. A read that takes longer than the host may be silent fails.
 */
final class AmiSocket implements SocketConnectionFacade {

  /** Longer lines are no answers to what is asked here. */
  private static final int MAX_LINE = 1 << 16;

  private final Socket socket;
  private final Reader in;
  private final Writer out;
  private final StringBuilder line = new StringBuilder();

  private AmiSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    this.out = new BufferedWriter(
        new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Connects.
   *
   * @param connect how long that may take
   * @param silence how long a read may take
   */
  static AmiSocket open(ExchangeHost host, Duration connect, Duration silence) throws IOException {
    Socket plain = new Socket();
    try {
      InetSocketAddress address = new InetSocketAddress(host.address(), host.port());
      if (address.isUnresolved()) {
        throw new UnknownHostException(host.address() + " is not known");
      }
      plain.setSoTimeout((int) silence.toMillis());
      plain.connect(address, (int) connect.toMillis());
      plain.setTcpNoDelay(true);
      return new AmiSocket(host.tls() ? secured(plain, host) : plain);
    } catch (IOException | RuntimeException failed) {
      plain.close();
      throw failed;
    }
  }

  private static Socket secured(Socket plain, ExchangeHost host) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket secured = (SSLSocket) factory.createSocket(plain, host.address(), host.port(), true);
    SSLParameters wanted = secured.getSSLParameters();
    wanted.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(wanted);
    secured.startHandshake();
    return secured;
  }

  /** The next line, without its end, CR and LF; null at the end of the stream. */
  @Override
  public String readLine() throws IOException {
    line.setLength(0);
    for (int next = in.read(); next >= 0; next = in.read()) {
      int last = line.length() - 1;
      if (next == '\n' && last >= 0 && line.charAt(last) == '\r') {
        return line.substring(0, last);
      }
      if (line.length() == MAX_LINE) {
        throw new IOException("a line has more than " + MAX_LINE + " characters");
      }
      line.append((char) next);
    }
    return null;
  }

  @Override
  public void write(String text) throws IOException {
    out.write(text);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public boolean isConnected() {
    return socket.isConnected();
  }

  @Override
  public InetAddress getLocalAddress() {
    return socket.getLocalAddress();
  }

  @Override
  public int getLocalPort() {
    return socket.getLocalPort();
  }

  @Override
  public InetAddress getRemoteAddress() {
    return socket.getInetAddress();
  }

  @Override
  public int getRemotePort() {
    return socket.getPort();
  }
}
