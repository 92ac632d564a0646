package io.podspan.cli.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** What the kernel says of processes (proc(5)). */
final class ProcessUse {
  private static final double TICKS_PER_SECOND = 100;
  private static final int STATE_FIELD = 3;
  private static final int USER_TIME_FIELD = 14;
  private static final int SYSTEM_TIME_FIELD = 15;

  private ProcessUse() {}

  /** The resident memory in MB; the highest so far if {@code peak}. */
  static long residentMegabytes(long pid, boolean peak) throws IOException {
    String name = peak ? "VmHWM:" : "VmRSS:";
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** The highest starts again from what is resident now. */
  static void forgetPeak(long pid) throws IOException {
    Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
  }

  /** Seconds of CPU of this process and its children that live. */
  static double cpuSeconds(long pid) {
    LongStream children =
        ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToLong(ProcessHandle::pid);
    return LongStream.concat(LongStream.of(pid), children).mapToDouble(ProcessUse::own).sum();
  }

  private static double own(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name in parentheses may have blanks.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks =
          Long.parseLong(fields[USER_TIME_FIELD - STATE_FIELD])
              + Long.parseLong(fields[SYSTEM_TIME_FIELD - STATE_FIELD]);
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      return 0; // It has ended meanwhile.
    }
  }
}
