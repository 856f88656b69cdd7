package talkspurt.boot.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import talkspurt.tls.ClientCertificates;
import talkspurt.tls.PemFile;
import talkspurt.tls.PemFiles;
import talkspurt.tls.TlsSettings;

/** Reads which connections are over TLS, and looks into the files: a faulty one is a fault of the settings. */
final class TlsReader {

  private static final String CERTIFICATE = "certificate-file";

  private TlsReader() {}

  static TlsSettings tls(ConfigSection root) {
    ConfigSection own = root.section("access").section("tls");
    TlsSettings settings = SettingsReader.part(own, block -> listeners(root, block));
    boolean certified = !own.text(CERTIFICATE).isEmpty();
    for (String listener : List.of("http", "operations", "audiosocket")) {
      if (root.section(listener).flag("tls") && !certified) {
        root.tell(
            listener + ".tls",
            "is true, and nothing says with which certificate; allowed:"
                + " talkspurt.access.tls.certificate-file and key-file");
      }
    }
    if (certified && !settings.listens()) {
      own.warn(
          CERTIFICATE,
          "is used by no port; http.tls = true puts the API behind it, audiosocket.tls its lines");
    }
    return settings;
  }

  private static TlsSettings listeners(ConfigSection root, ConfigSection block) {
    return new TlsSettings(
        files(block, "client-ca-file"),
        ClientCertificates.of(block.text("client-certificates")),
        block.duration("reload-every"),
        root.section("http").flag("tls"),
        root.section("operations").flag("tls"),
        root.section("audiosocket").flag("tls"),
        SettingsReader.part(
            root.section("websocket").section("tls"), lines -> files(lines, "trust-file")));
  }

  private static PemFiles files(ConfigSection block, String trust) {
    PemFiles files =
        new PemFiles(file(block, CERTIFICATE), file(block, "key-file"), file(block, trust));
    if (!files.equals(PemFiles.NONE)) {
      files.check();
    }
    return files;
  }

  private static Optional<PemFile> file(ConfigSection block, String setting) {
    String path = block.text(setting);
    return path.isEmpty() ? Optional.empty() : Optional.of(new PemFile(setting, Path.of(path)));
  }
}
