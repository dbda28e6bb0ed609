package dev.wringer.targets.sonia;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.MailboxSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.pattern.StatusReply;

/** The one owner of the database: its messages are the only way in, so no two statements ever wait for each other. */
final class MemoryStore extends AbstractMatchingBehavior<MemoryStore.Command> {
    sealed interface Command {}

    record Store(String user, String text, ActorRef<StatusReply<Long>> replyTo) implements Command {}

    record Search(String query, Optional<String> user, int limit, ActorRef<StatusReply<Found>> replyTo)
            implements Command {}

    record Found(List<Memory> memories) {}

    record Memory(long id, String user, String text) {}

    /** Its thread may block, and what waits for it is bounded: a slow disk must not become a full heap. */
    static final Props PROPS = MailboxSelector.bounded(1_000).withDispatcherFromConfig("sonia.blocking");

    private final MemoryDatabase database;

    private MemoryStore(ActorContext<Command> context, MemoryDatabase database) {
        super(context);
        this.database = database;
    }

    static Behavior<Command> create(MemoryDatabase database) {
        return Behaviors.setup(context -> new MemoryStore(context, database));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        return switch (command) {
            case Store store -> store(store);
            case Search search -> search(search);
        };
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) throws SQLException {
        if (signal instanceof PostStop) {
            database.close();
        }
        return Behaviors.same();
    }

    private Behavior<Command> store(Store command) {
        try {
            command.replyTo().tell(StatusReply.success(database.store(command.user(), command.text())));
        } catch (SQLException failure) {
            command.replyTo().tell(StatusReply.error(failure));
        }
        return Behaviors.same();
    }

    private Behavior<Command> search(Search command) {
        try {
            List<Memory> found = database.search(command.query(), command.user(), command.limit());
            command.replyTo().tell(StatusReply.success(new Found(found)));
        } catch (SQLException failure) {
            command.replyTo().tell(StatusReply.error(failure));
        }
        return Behaviors.same();
    }
}
