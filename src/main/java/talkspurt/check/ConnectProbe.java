package talkspurt.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import talkspurt.doctor.Finding;

/** Whether a server can be connected to, and is who it says. */
final class ConnectProbe {

  private static final int WITHIN_MS = 5000;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private ConnectProbe() {}

  static Finding of(Endpoint.Runs tool) {
    boolean secure = "https".equals(tool.url().getScheme());
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(tool.url().getHost(), port(tool.url(), secure)), WITHIN_MS);
      socket.setSoTimeout(WITHIN_MS);
      String how = secure ? "over " + proven(socket, tool.url().getHost()) : "without TLS";
      return Finding.ok(tool.name(), "can be reached " + how + "; it was not run");
    } catch (UnknownHostException unknown) {
      return Finding.fail(
          tool.name(), "its host is not known to the name service", "is the url right?");
    } catch (IOException failure) {
      return Finding.fail(
          tool.name(),
          "cannot be reached: " + failure.getMessage(),
          "is the url right, and can this machine reach it?");
    }
  }

  private static int port(URI url, boolean secure) {
    return url.getPort() >= 0 ? url.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
  }

  private static String proven(Socket socket, String host) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket secured =
        (SSLSocket) factory.createSocket(socket, host, socket.getPort(), true)) {
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured.getSession().getProtocol();
    }
  }
}
