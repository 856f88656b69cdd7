package talkspurt.recording;

import java.util.Arrays;

/**
 * Sound of all tracks, until a block of it is whole. The third track, where there is one, comes later than what it belongs to: it is
 * put in its place, beside the sound that it was made of. Not thread-safe.
 */
final class TrackBlock {

  private static final int SIZE = SoundEncoder.BLOCK_SAMPLES;

  /** What comes later than what it belongs to. */
  private static final int CLEAN = 2;

  private final short[][] sound;
  private final int late;
  private int filled;
  private int muted;

  /**
   * An empty one.
   *
   * @param tracks 2 or 3
   * @param late by how many samples the third comes later
   */
  TrackBlock(int tracks, int late) {
    this.late = tracks > CLEAN ? late : 0;
    this.sound = new short[tracks][SIZE + this.late];
  }

  /** How many samples it takes before it is {@link #whole}. */
  int room() {
    return SIZE + late - filled;
  }

  /** Takes so many samples of each track, from a place on. */
  void add(short[][] tracks, int from, int count) {
    for (int track = 0; track < Math.min(CLEAN, tracks.length); track++) {
      System.arraycopy(tracks[track], from, sound[track], filled, count);
    }
    if (sound.length > CLEAN) {
      clean(tracks[CLEAN], from, count);
    }
    filled += count;
  }

  private void clean(short[] track, int from, int count) {
    int before = Math.min(count, Math.max(0, late - filled)); // before the first sample of the file
    if (before == count) {
      return;
    }
    int place = filled - late + before;
    int silent = Math.min(count - before, muted);
    muted -= silent;
    Arrays.fill(sound[CLEAN], place, place + silent, (short) 0);
    int skipped = before + silent;
    System.arraycopy(track, from + skipped, sound[CLEAN], place + silent, count - skipped);
  }

  /** Takes so many samples of silence. What the third track tells of them later is not taken. */
  void silence(int count) {
    for (int track = 0; track < Math.min(CLEAN, sound.length); track++) {
      Arrays.fill(sound[track], filled, filled + count, (short) 0);
    }
    if (sound.length > CLEAN) {
      int until = Math.max(0, filled - late + count);
      Arrays.fill(sound[CLEAN], Math.max(0, filled - late), until, (short) 0);
      muted = late;
    }
    filled += count;
  }

  /** Whether a block is whole. */
  boolean whole() {
    return room() == 0;
  }

  /** All of it, one array a track; a whole block is at its beginning. */
  short[][] sound() {
    return sound;
  }

  /** Forgets a whole block. */
  void taken() {
    for (int track = 0; track < Math.min(CLEAN, sound.length); track++) {
      System.arraycopy(sound[track], SIZE, sound[track], 0, late);
    }
    filled = late;
  }

  /** Nothing more comes: how many samples are left at the beginning; more than a block has where {@link #taken} is to follow. */
  int rest() {
    if (sound.length > CLEAN) {
      Arrays.fill(sound[CLEAN], Math.max(0, filled - late), filled, (short) 0);
    }
    return filled;
  }

  /** Forgets a block, and tells how many samples are left behind it. */
  int restBehind() {
    for (short[] track : sound) {
      System.arraycopy(track, SIZE, track, 0, filled - SIZE);
    }
    filled -= SIZE;
    return filled;
  }
}
