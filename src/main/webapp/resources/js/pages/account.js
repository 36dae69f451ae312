/** The account page: profile, password, second factor, sessions, API tokens, activity and deletion. */
import { showActivity } from '../account/activity.js';
import { showDeletion } from '../account/deletion.js';
import { showPassword } from '../account/password.js';
import { showProfile } from '../account/profile.js';
import { showSecondFactor } from '../account/second-factor.js';
import { showSessions } from '../account/sessions.js';
import { showTokens } from '../account/tokens.js';
import { hidePasswords } from '../account/without-password.js';
import { byId } from '../dom.js';

showProfile();
showPassword();
showSecondFactor();
showDeletion();
hidePasswords();
byId('parts').hidden = false;
showSessions();
showTokens();
showActivity();
