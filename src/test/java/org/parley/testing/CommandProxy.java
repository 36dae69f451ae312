package org.parley.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A proxy between a node and its MongoDB that records every command on its way. Give the node {@link #uri()}.
 *
 * <p>Leaves out what the driver sends of its own accord: {@code hello} in all its spellings and {@code getlasterror} when
 * it opens or monitors a connection, {@code endSessions} when it closes. Closes a connection with compressed messages, which the driver sends only when its URI asks for
 * them.
 */
public final class CommandProxy implements AutoCloseable {
    private static final Set<String> DRIVER = Set.of("hello", "isMaster", "ismaster", "getlasterror", "endSessions");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int target;
    private final ServerSocket listening;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<DatabaseCommand> commands = new ArrayList<>();

    /** A proxy before the MongoDB on a port of this machine. */
    public CommandProxy(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Where a node finds its MongoDB behind this proxy. */
    public String uri() {
        return "mongodb://127.0.0.1:" + listening.getLocalPort() + "/?directConnection=true";
    }

    /** How many commands there have been. */
    public int count() {
        synchronized (commands) {
            return commands.size();
        }
    }

    /** The commands after the first {@code count}, in the order they came. */
    public List<DatabaseCommand> after(int count) {
        synchronized (commands) {
            return List.copyOf(commands.subList(count, commands.size()));
        }
    }

    /**
     * Waits up to 30 seconds for a command that is not among the first {@code count}; one that came already counts.
     *
     * @throws AssertionError if none comes
     */
    public void await(int count, Predicate<DatabaseCommand> wanted) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        synchronized (commands) {
            int looked = count;
            while (true) {
                for (; looked < commands.size(); looked++) {
                    if (wanted.test(commands.get(looked))) {
                        return;
                    }
                }
                long millis = (giveUp - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new AssertionError("The command did not come, only " + after(count));
                }
                try {
                    commands.wait(millis);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @Override
    public void close() {
        quietly(listening);
        open.forEach(CommandProxy::quietly);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket node = listening.accept();
                Socket mongo = new Socket(InetAddress.getLoopbackAddress(), target);
                open.addAll(List.of(node, mongo));
                start(() -> pump(node, mongo, this::messages));
                start(() -> pump(mongo, node, InputStream::transferTo));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Passes messages on one at a time: each is recorded before the server can see it. */
    private void messages(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(from);
        while (true) {
            int length;
            try {
                length = Integer.reverseBytes(in.readInt());
            } catch (EOFException ended) {
                return;
            }
            byte[] message = new byte[length];
            for (int i = 0; i < Integer.BYTES; i++) {
                message[i] = (byte) (length >>> 8 * i);
            }
            in.readFully(message, Integer.BYTES, length - Integer.BYTES);
            DatabaseCommand command = DatabaseCommand.read(message);
            if (!DRIVER.contains(command.name())) {
                record(command);
            }
            to.write(message);
            to.flush();
        }
    }

    private void record(DatabaseCommand command) {
        synchronized (commands) {
            commands.add(command);
            commands.notifyAll();
        }
    }

    private static void pump(Socket from, Socket to, Transfer transfer) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            transfer.run(in, out);
        } catch (IOException ended) {
            quietly(from);
            quietly(to);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "command-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies one direction of a connection until its end. */
    private interface Transfer {
        void run(InputStream from, OutputStream to) throws IOException;
    }
}
