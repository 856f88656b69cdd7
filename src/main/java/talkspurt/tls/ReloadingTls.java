package talkspurt.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.TlsMetrics;

/**
 * TLS by PEM files that are read again when they have changed. Connections that begin use what was read last; those
 * that are open keep what they began with. Files that have become faulty change nothing but the log and a figure.
 * Thread-safe.
 */
public final class ReloadingTls {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadingTls.class);
  private static final Duration EXPIRES_SOON = Duration.ofDays(14);
  private static final Duration TOLD_EVERY = Duration.ofDays(1);

  private final String what;
  private final PemFiles files;
  private final InstantSource clock;
  private final TlsMetrics metrics;
  private PemFiles.Texts seen;
  private String told = "";
  private Optional<Instant> expiryTold = Optional.empty();
  private volatile TlsKeys keys;

  /**
   * Reads the files.
   *
   * @param what whose they are, for the log and the figures
   * @throws IllegalArgumentException when one is missing or faulty; begins with the setting that names it
   */
  public ReloadingTls(String what, PemFiles files, InstantSource clock, TlsMetrics metrics) {
    this.what = what;
    this.files = files;
    this.clock = clock;
    this.metrics = metrics;
    seen = files.texts();
    keys = TlsKeys.of(files, seen);
    metrics.known(what);
    begun();
    tellExpiry();
  }

  /** TLS for a connection that somebody has opened. */
  public SSLEngine server(ClientCertificates clients) {
    return keys.server(clients);
  }

  /** TLS for a connection that we open. */
  public SSLEngine client(String host, int port) {
    return keys.client(host, port);
  }

  /** Looks whether the files have changed. Reads files; never throws, so that the next look comes. */
  public synchronized void look() {
    try {
      PemFiles.Texts now = files.texts();
      if (!now.equals(seen)) {
        seen = now;
        keys = TlsKeys.of(files, now);
        metrics.reloaded(what);
        LOG.info(
            "TLS of {} read again{}",
            what,
            keys.expires().map(end -> ", until " + end).orElse(""));
        expiryTold = Optional.empty();
        begun();
      }
      told = "";
    } catch (RuntimeException faulty) {
      String why =
          faulty instanceof IllegalArgumentException ? faulty.getMessage() : faulty.toString();
      if (!why.equals(told)) { // once, and not at every look
        told = why;
        metrics.notReloaded(what);
        LOG.warn("TLS of {} stays as it was: {}", what, why);
      }
    }
    tellExpiry();
  }

  private void begun() {
    keys.expires().ifPresent(end -> metrics.expires(what, end.getEpochSecond()));
    files
        .key()
        .filter(PemFile::opensToOthers)
        .ifPresent(key -> LOG.warn(
            "{} of {} is open to others than its owner: {} (chmod 600)",
            key.setting(),
            what,
            key.path()));
  }

  private void tellExpiry() {
    Instant now = clock.instant();
    Optional<Instant> soon = keys.expires().filter(end -> end.isBefore(now.plus(EXPIRES_SOON)));
    if (soon.isPresent()
        && expiryTold.filter(then -> now.isBefore(then.plus(TOLD_EVERY))).isEmpty()) {
      expiryTold = Optional.of(now);
      LOG.warn(
          soon.get().isBefore(now)
              ? "TLS certificate of {} has expired, {}: clients refuse it"
              : "TLS certificate of {} expires soon, {}",
          what,
          soon.get());
    }
  }
}
