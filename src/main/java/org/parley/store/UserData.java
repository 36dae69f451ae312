package org.parley.store;

/**
 * What a feature stores of its users. Every bean of this type is asked to remove it when an account is deleted, by one node
 * at a time, in the background.
 *
 * <p>It is asked at least twice, some seconds apart, because requests that were under way may have stored something since;
 * and from the beginning when a node was killed. The user is out already, and stays in {@code users} until the end.
 */
public interface UserData {
    /**
     * Removes everything that is stored of a user. Does nothing if there is nothing.
     *
     * @param user whose account is deleted
     * @param goOn to be run between the parts of a long work; throws if this node has to stop
     * @throws com.mongodb.MongoException if the database does not answer; the work is begun again
     */
    void remove(DeletedUser user, Runnable goOn);
}
