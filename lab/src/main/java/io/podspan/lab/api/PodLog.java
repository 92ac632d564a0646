package io.podspan.lab.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Serves {@code pods/log}: the file as it is, and with {@code follow} what is added to it. */
final class PodLog {
  private static final int MOST_BYTES = 1 << 20;
  private static final long FOLLOW_MILLIS = 200;

  private final Path file;
  private long position;

  private PodLog(Path file) {
    this.file = file;
  }

  static void serve(Vertx vertx, Path file, ApiRequest request, HttpServerResponse response) {
    var log = new PodLog(file);
    response.putHeader("content-type", "text/plain");
    Buffer present = lastLines(log.more(), request.query().get("tailLines"));
    if (!request.isTrue("follow")) {
      response.end(present);
      return;
    }
    response.setChunked(true).write(present);
    long timer = vertx.setPeriodic(FOLLOW_MILLIS, _ -> log.follow(response));
    response.endHandler(_ -> vertx.cancelTimer(timer));
    response.exceptionHandler(_ -> vertx.cancelTimer(timer));
    response.closeHandler(_ -> vertx.cancelTimer(timer));
  }

  private void follow(HttpServerResponse response) {
    Buffer more = more();
    if (more.length() > 0 && !response.closed()) {
      response.write(more);
    }
  }

  /** What was added since the last call. A restarted log is read from its start. */
  private Buffer more() {
    if (!Files.exists(file)) {
      return Buffer.buffer();
    }
    try (var access = new RandomAccessFile(file.toFile(), "r")) {
      if (access.length() < position) {
        position = 0;
      }
      access.seek(Math.max(position, access.length() - MOST_BYTES));
      byte[] bytes = new byte[(int) (access.length() - access.getFilePointer())];
      access.readFully(bytes);
      position = access.getFilePointer();
      return Buffer.buffer(bytes);
    } catch (IOException e) {
      throw new ApiException(500, "InternalError", "the log cannot be read");
    }
  }

  private static Buffer lastLines(Buffer log, @Nullable String tailLines) {
    if (tailLines == null || !tailLines.matches("\\d{1,9}")) {
      return log;
    }
    var lines = log.toString(StandardCharsets.UTF_8).lines().toList();
    int from = Math.max(0, lines.size() - Integer.parseInt(tailLines));
    var text = new StringBuilder();
    lines.subList(from, lines.size()).forEach(line -> text.append(line).append('\n'));
    return Buffer.buffer(text.toString());
  }
}
