package org.parley.security;

import org.parley.store.Database;
import org.parley.testing.OpenDatabase;

class RealUsersTest extends UsersContract {
    @Override
    Database open() {
        return OpenDatabase.real();
    }
}
