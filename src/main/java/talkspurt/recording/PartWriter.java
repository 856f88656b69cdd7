package talkspurt.recording;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.audio.NearEndDetector;
import talkspurt.recording.RecordingNews.Gap;
import talkspurt.trace.GzipMembers;

/** Writes one file of a recording: whatever its line has put in the queue, and silence for what it has not. */
final class PartWriter {

  private static final int MAX_GAPS = 100;
  private static final int MAX_NUMBER = 9999;

  private final OpenPart part;
  private final RecordingSettings settings;
  private final InstantSource clock;
  private final List<Gap> gaps = new ArrayList<>();
  private final GzipMembers members;
  private Optional<RecordingFile> file = Optional.empty();
  private Optional<PartTrace> trace = Optional.empty();
  private String name = "";
  private String traceName = "";
  private int number;
  private long lost;
  private long silenced;

  PartWriter(OpenPart part, RecordingSettings settings, InstantSource clock, GzipMembers members) {
    this.part = part;
    this.settings = settings;
    this.clock = clock;
    this.members = members;
    this.number = part.number();
  }

  OpenPart part() {
    return part;
  }

  /** Of the file, below the folder of recordings; empty before there is one. */
  String name() {
    return name;
  }

  /** How many samples were lost so far. */
  long lost() {
    return lost;
  }

  /** Bytes written so far. */
  long bytes() {
    return file.map(RecordingFile::bytes).orElse(0L)
        + trace.map(PartTrace::bytes).orElse(0L);
  }

  /** Samples laid down so far. */
  long samples() {
    return file.map(RecordingFile::samples).orElse(0L);
  }

  /** Writes what was heard until now. */
  void write() throws IOException {
    long until = part.heard();
    if (until == 0) {
      return;
    }
    RecordingFile out = file.isPresent() ? file.get() : open(until);
    FrameQueue queue = part.queue();
    while (queue.any() && queue.place() < until) {
      fill(out, queue.place(), queue.lost());
      if (trace.isPresent()) {
        trace.get().frame(queue.place(), queue.mark());
      }
      out.add(queue.tracks(), queue.from(), queue.frameSamples());
      queue.take();
    }
    if (out.samples() < until) {
      fill(out, until, part.lost());
    }
    if (trace.isPresent()) {
      trace.get().write();
    }
  }

  /** Silence up to this place: for what was lost, and for what was not to be kept. */
  private void fill(RecordingFile out, long place, long lostUntil) throws IOException {
    long from = out.samples();
    long missing = place - from;
    long more = Math.max(0, Math.min(missing, lostUntil - lost));
    if (more > 0) {
      lost += more;
      trace.ifPresent(own -> own.lost(from, more));
      if (gaps.size() < MAX_GAPS) {
        gaps.add(new Gap(from, more));
      }
    }
    long unwanted = Math.max(0, missing - more);
    if (unwanted > 0) {
      silenced += unwanted;
      trace.ifPresent(own -> own.paused(from + more, unwanted));
    }
    out.silence(missing);
  }

  private RecordingFile open(long heard) throws IOException {
    int rateHz = part.rateHz();
    Instant at = clock.instant().minus(Duration.ofMillis(heard * 1000 / rateHz));
    String day = LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    Path folder = settings.folder().resolve(day);
    OwnedFile.folder(folder);
    RecordingFile made = null;
    while (made == null) {
      String own = part.call() + "-" + number;
      try {
        made = make(folder, own, at);
        name = day + "/" + own + "." + settings.format().label();
        traceName = trace.isPresent() ? day + "/" + own + PartTrace.SUFFIX : "";
      } catch (FileAlreadyExistsException taken) {
        if (++number > MAX_NUMBER) {
          throw taken;
        }
      }
    }
    file = Optional.of(made);
    part.told().accept(new RecordingNews.Started(number, at, name, traceName, rateHz));
    return made;
  }

  /** Both files of a name, or none. */
  private RecordingFile make(Path folder, String own, Instant at) throws IOException {
    int rateHz = part.rateHz();
    int tracks = part.queue().tracks().length;
    List<String> comments = List.of("TITLE=" + part.call(), "TRACKNUMBER=" + number);
    Optional<OwnedFile> beside = settings.trace()
        ? Optional.of(OwnedFile.create(folder.resolve(own + PartTrace.SUFFIX), settings.keys(), 0))
        : Optional.empty();
    try {
      RecordingFile made = RecordingFile.create(
          folder.resolve(own + "." + settings.format().label()),
          settings.keys(),
          settings.format().encoder(rateHz, tracks, comments),
          tracks,
          NearEndDetector.cleanLateSamples(rateHz));
      trace = beside.map(empty -> new PartTrace(part, number, at, empty, members));
      return made;
    } catch (IOException taken) {
      if (beside.isPresent()) {
        beside.get().delete();
      }
      throw taken;
    }
  }

  /** Ends the file, of which all was written that was heard. */
  void close(RecordingEnd why) throws IOException {
    part.close();
    if (file.isPresent()) {
      file.get().close();
    }
    if (trace.isPresent()) {
      trace.get().close();
    }
    tell(why);
  }

  /** Leaves the file as it is. */
  void abandon(RecordingEnd why) {
    part.close();
    file.ifPresent(RecordingFile::abandon);
    trace.ifPresent(PartTrace::abandon);
    tell(why);
  }

  private void tell(RecordingEnd why) {
    part.told()
        .accept(new RecordingNews.Ended(
            number,
            clock.instant(),
            why,
            name,
            traceName,
            part.rateHz(),
            samples(),
            silenced,
            lost,
            List.copyOf(gaps)));
  }
}
