package io.podspan.lab.api;

import io.podspan.lab.network.Command;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One command in one pod, from the WebSocket's opening to its end. Kills the command when the
 * client disconnects.
 *
 * <p>Threads: frames arrive on the event loop, which only queues them; one virtual thread each for
 * stdin, stdout and stderr; the one for stdout starts the command and ends the session.
 */
final class ExecSession {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final ServerWebSocket socket;
  private final List<String> command;
  private final List<String> arguments;
  private final LinkedBlockingQueue<ChannelProtocol.Incoming> input = new LinkedBlockingQueue<>();
  private final CountDownLatch stderrRead = new CountDownLatch(1);
  private final Object lock = new Object();

  /** Guarded by the lock, like the next field: a client may leave before its command starts. */
  private boolean clientGone;

  private @Nullable Process running;

  private ExecSession(ServerWebSocket socket, List<String> command, List<String> arguments) {
    this.socket = socket;
    this.command = command;
    this.arguments = arguments;
  }

  /**
   * Must be called on the event loop that just opened the socket, or frames get lost.
   *
   * @param command what runs in the container
   * @param arguments what is run for it here
   */
  static void start(
      ServerWebSocket socket, List<String> command, List<String> arguments, boolean wantsInput) {
    var session = new ExecSession(socket, command, arguments);
    socket.closeHandler(_ -> session.kill());
    socket.exceptionHandler(_ -> session.kill());
    socket.binaryMessageHandler(
        frame -> ChannelProtocol.decode(frame).ifPresent(session.input::add));
    if (!wantsInput) {
      session.input.add(new ChannelProtocol.Incoming.EndOfInput());
    }
    Thread.startVirtualThread(session::run);
  }

  private void run() {
    String program = command.getFirst();
    if (!Command.finds(called())) {
      fail(
          "error executing command in container: failed to exec in container: OCI runtime exec"
              + " failed: exec failed: unable to start container process: exec: \""
              + program
              + "\": executable file not found in $PATH: unknown");
      return;
    }
    try {
      Process process = launch();
      if (process == null) {
        return;
      }
      Thread.startVirtualThread(() -> feed(process));
      Thread.startVirtualThread(
          () -> {
            pump(process.getErrorStream(), ChannelProtocol.STDERR);
            stderrRead.countDown();
          });
      pump(process.getInputStream(), ChannelProtocol.STDOUT);
      end(process);
    } catch (IOException e) {
      fail("cannot run the command");
    }
  }

  /** What runs here for the program: the words of the command stand last. */
  private String called() {
    return arguments.get(Math.max(0, arguments.size() - command.size()));
  }

  private void fail(String why) {
    socket.writeBinaryMessage(ChannelProtocol.failure("Internal error occurred: " + why));
    socket.close();
  }

  private @Nullable Process launch() throws IOException {
    synchronized (lock) {
      if (clientGone) {
        return null;
      }
      Process process = Command.builder(arguments).start();
      running = process;
      return process;
    }
  }

  private void feed(Process process) {
    try (var stdin = process.getOutputStream()) {
      while (process.isAlive()) {
        if (!(input.take() instanceof ChannelProtocol.Incoming.Input(byte[] data))) {
          return;
        }
        stdin.write(data);
        stdin.flush();
      }
    } catch (IOException e) {
      // The command closed its input. Its output still counts.
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

  private void end(Process process) {
    try {
      stderrRead.await();
      int exitCode = process.waitFor();
      input.add(new ChannelProtocol.Incoming.EndOfInput());
      send(ChannelProtocol.outcome(command, exitCode));
      socket.close();
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    synchronized (lock) {
      clientGone = true;
      if (running != null) {
        running.descendants().forEach(ProcessHandle::destroyForcibly);
        running.destroyForcibly();
      }
    }
    input.add(new ChannelProtocol.Incoming.EndOfInput());
  }
}
