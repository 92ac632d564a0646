package io.podspan.lab.api;

import io.podspan.lab.network.Command;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One command in one pod, from the WebSocket's opening to its end. When the client goes, the
 * command is killed.
 *
 * <p>Threads: frames arrive on the event loop; one virtual thread each for stdin, stdout, stderr;
 * the one for stdout also ends the session.
 */
final class ExecSession {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final ServerWebSocket socket;
  private final Process process;
  private final LinkedBlockingQueue<ChannelProtocol.Incoming> input = new LinkedBlockingQueue<>();
  private final CountDownLatch stderrRead = new CountDownLatch(1);

  private ExecSession(ServerWebSocket socket, Process process) {
    this.socket = socket;
    this.process = process;
  }

  static void start(ServerWebSocket socket, List<String> arguments, boolean wantsInput) {
    try {
      Process process = Command.builder(arguments).start();
      new ExecSession(socket, process).run(wantsInput);
    } catch (IOException e) {
      socket.writeBinaryMessage(ChannelProtocol.failure("cannot run the command"));
      socket.close();
    }
  }

  private void run(boolean wantsInput) {
    socket.closeHandler(_ -> kill());
    socket.exceptionHandler(_ -> kill());
    socket.binaryMessageHandler(frame -> ChannelProtocol.decode(frame).ifPresent(input::add));
    if (!wantsInput) {
      input.add(new ChannelProtocol.Incoming.EndOfInput());
    }
    Thread.startVirtualThread(this::feed);
    Thread.startVirtualThread(
        () -> {
          pump(process.getErrorStream(), ChannelProtocol.STDERR);
          stderrRead.countDown();
        });
    Thread.startVirtualThread(
        () -> {
          pump(process.getInputStream(), ChannelProtocol.STDOUT);
          end();
        });
  }

  private void feed() {
    try (var stdin = process.getOutputStream()) {
      while (process.isAlive()) {
        if (!(input.take() instanceof ChannelProtocol.Incoming.Input(byte[] data))) {
          return;
        }
        stdin.write(data);
        stdin.flush();
      }
    } catch (IOException e) {
      // The command closed its input; what it says on its other channels still counts.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for each write, so that a fast command cannot fill the memory. */
  private void pump(InputStream stream, int channel) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (stream) {
      int read = stream.read(buffer);
      while (read >= 0) {
        send(ChannelProtocol.frame(channel, buffer, read));
        read = stream.read(buffer);
      }
    } catch (IOException e) {
      kill();
    }
  }

  private void send(Buffer frame) throws IOException {
    try {
      socket.writeBinaryMessage(frame).toCompletionStage().toCompletableFuture().join();
    } catch (RuntimeException e) {
      throw new IOException("the client went away", e);
    }
  }

  private void end() {
    try {
      stderrRead.await();
      int exitCode = process.waitFor();
      input.add(new ChannelProtocol.Incoming.EndOfInput());
      send(ChannelProtocol.outcome(exitCode));
      socket.close();
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    input.add(new ChannelProtocol.Incoming.EndOfInput());
  }
}
