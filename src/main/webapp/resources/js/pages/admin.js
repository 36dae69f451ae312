/** The page of users, for administrators. */
import { showNewUser } from '../admin/new-user.js';
import { showAllUsers, showUsers } from '../admin/users.js';
import { byId } from '../dom.js';

byId('parts').hidden = false;
showNewUser(showAllUsers);
showUsers();
