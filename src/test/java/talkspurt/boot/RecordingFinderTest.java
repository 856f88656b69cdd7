package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.util.ByteString;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.control.RecordingsElsewhere;
import talkspurt.fake.FakeBucket;
import talkspurt.http.RecordedFiles.Found;
import talkspurt.recording.BucketSettings;
import talkspurt.recording.RecordingFolder;
import talkspurt.recording.RecordingKeys;
import talkspurt.recording.bucket.Bucket;
import talkspurt.recording.bucket.BucketFiles;

/** Files on the disk of the node that is asked, and in the bucket; of a node that is gone. */
class RecordingFinderTest {

  private static final String NAME = "2026-11-30/c-1.flac";
  private static final String GONE = "akka://talkspurt@192.0.2.9:25520";

  private static ActorTestKit kit;
  private static RecordingsElsewhere elsewhere;
  private static String self;

  @TempDir
  Path folder;

  private FakeBucket service;

  @BeforeAll
  static void node() {
    kit = ActorTestKit.create(
        "talkspurt",
        ConfigFactory.parseString(
                "akka.actor.provider = cluster, akka.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }")
            .withFallback(ConfigFactory.load()));
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    self = cluster.selfMember().address().toString();
    elsewhere = RecordingsElsewhere.start(kit.system(), new RecordingsElsewhere.Here() {
      @Override
      public long length(String name) {
        return RecordingsElsewhere.NO_FILE;
      }

      @Override
      public byte[] read(String name, long from, int count) {
        return new byte[0];
      }

      @Override
      public int delete(UUID call, LocalDate first, LocalDate last) {
        return 0;
      }
    });
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void open() throws IOException {
    service = new FakeBucket();
  }

  @AfterEach
  void close() {
    service.close();
  }

  private RecordingFinder finder(boolean withBucket) {
    URI endpoint = service.endpoint();
    BucketSettings settings = new BucketSettings(
        endpoint, FakeBucket.NAME, "us-east-1", "", true, "key", "secret", Optional.empty(), 64);
    return new RecordingFinder(
        self,
        new RecordingFolder(folder),
        elsewhere,
        withBucket
            ? Optional.of(new BucketFiles(new Bucket(settings, () -> Instant.EPOCH)))
            : Optional.empty(),
        RecordingKeys.NONE,
        Runnable::run);
  }

  private static Found found(RecordingFinder finder, String node) {
    return finder.find(node, NAME).toCompletableFuture().join();
  }

  private static String text(Found found) {
    assertThat(found).isInstanceOf(Found.File.class);
    return ((Found.File) found)
        .content()
        .bytes()
        .runFold(ByteString.emptyByteString(), ByteString::concat, kit.system())
        .toCompletableFuture()
        .join()
        .utf8String();
  }

  @Test
  void theDiskIsLookedAtFirstAndThenTheBucket() throws IOException {
    service.has(NAME, "from the bucket".getBytes());
    assertThat(text(found(finder(true), self))).isEqualTo("from the bucket");
    assertThat(text(found(finder(true), GONE))).isEqualTo("from the bucket");
    Files.createDirectories(folder.resolve("2026-11-30"));
    Files.writeString(folder.resolve(NAME), "from the disk");
    assertThat(text(found(finder(true), GONE))).isEqualTo("from the disk");
  }

  @Test
  void whatIsNowhereIsToldApartFromWhatCannotBeRead() throws IOException {
    assertThat(found(finder(true), self))
        .isInstanceOfSatisfying(
            Found.Missing.class, missing -> assertThat(missing.why()).contains(self, "any more"));
    assertThat(found(finder(true), GONE))
        .isEqualTo(new Found.Unreadable("node " + GONE + " cannot be reached"));
    assertThat(found(finder(false), GONE))
        .isEqualTo(new Found.Unreadable("node " + GONE + " cannot be reached"));
    service.down(true);
    assertThat(found(finder(true), self))
        .isInstanceOfSatisfying(
            Found.Unreadable.class,
            not -> assertThat(not.why()).startsWith("the bucket: HEAD is answered 503"));
    Files.createDirectories(folder.resolve("2026-11-30"));
    Files.writeString(folder.resolve(NAME), "TSPE, and no head");
    assertThat(found(finder(false), self))
        .isEqualTo(new Found.Unreadable("it ends within its head"));
  }
}
