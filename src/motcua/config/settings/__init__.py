"""All settings, one file per concern. Every one can be set in the environment; see docs/how-to/install.md."""

from motcua.config.settings.places import *
from motcua.config.settings.rooms import *
from motcua.config.settings.database import *
from motcua.config.settings.security import *
from motcua.config.settings.openid import *
from motcua.config.settings.language import *
from motcua.config.settings.files import *
from motcua.config.settings.correspondence import *
from motcua.config.settings.signing import *
from motcua.config.settings.exchange import *
from motcua.config.settings.payments import *
from motcua.config.settings.delivery import *
from motcua.config.settings.logging import *
